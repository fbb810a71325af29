"""The few words that stand in a drawn map and on the controls of the interactive one.

Keys without a use here are for ``static/js``; a page may put its own words in their
place (`spec.spec_json`).
"""

from __future__ import annotations

_ZH = {
    "places_named": "{count} 处地点：{names}",
    "and": "、",
    "approximate_name": "{name}（位置约略）",
    "metres": "{count} 米",
    "kilometres": "{count} 公里",
    "north": "北",
    "schematic": "示意",
    "layers": "图层",
    "zoom_in": "放大",
    "zoom_out": "缩小",
    "home": "回到全图",
    "locate": "我的位置",
    "locating": "正在定位……",
    "located": "您在图上的圆点处，误差约 {count} 米。",
    "locate_outside": "您现在不在这三个区。",
    "locate_failed": "没能取得位置。请允许浏览器定位后再试。",
    "here": "您在这里",
    "fullscreen": "全屏",
    "fullscreen_exit": "退出全屏",
    "two_fingers": "请用两根手指移动地图",
    "failed": "互动地图没能载入，图样和列表照常可用。",
    "layer_failed": "“{name}”没能载入，请稍后再试。",
    "open": "查看详情",
    "close": "关闭",
    "approximate": "位置约略，以现场为准",
    "keyboard": "方向键移动地图，加减键缩放，Tab 键逐个到达地点。",
    "cluster": "这一带有 {count} 处，放大查看",
    "cluster_here": "这里有 {count} 处",
    "readout": "距起点 {distance} 公里，海拔 {height} 米",
    "profile_hint": "用手指、鼠标或左右方向键沿剖面移动",
    "axis_distance": "公里",
    "axis_height": "米",
}
_EN = {
    "places_named": "{count} places: {names}",
    "and": ", ",
    "approximate_name": "{name} (approximate position)",
    "metres": "{count} m",
    "kilometres": "{count} km",
    "north": "N",
    "schematic": "Sketch",
    "layers": "Layers",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "home": "Show the whole map",
    "locate": "Near me",
    "locating": "Finding your position…",
    "located": "You are at the dot, give or take {count} m.",
    "locate_outside": "You are outside the three districts.",
    "locate_failed": "Your position could not be found. Allow it in the browser and try again.",
    "here": "You are here",
    "fullscreen": "Full screen",
    "fullscreen_exit": "Leave full screen",
    "two_fingers": "Use two fingers to move the map",
    "failed": "The interactive map could not be loaded; the picture and the list still work.",
    "layer_failed": "“{name}” could not be loaded. Please try again later.",
    "open": "Details",
    "close": "Close",
    "approximate": "Approximate position",
    "keyboard": "Arrow keys move the map, plus and minus zoom, Tab goes from place to place.",
    "cluster": "{count} places here, zoom in",
    "cluster_here": "{count} places here",
    "readout": "{distance} km from the start, {height} m above sea level",
    "profile_hint": "Move along the profile with a finger, the mouse or the arrow keys",
    "axis_distance": "km",
    "axis_height": "m",
}


def map_words(lang: str) -> dict[str, str]:
    """Return the words of one language (``zh``, otherwise English), by key."""
    return dict(_ZH if lang == "zh" else _EN)
