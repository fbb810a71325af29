"""What every view uses: languages, addresses, assets, headers, errors, published bytes."""
