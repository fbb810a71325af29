// Inside WeChat downloads are blocked: says how to get out.

export function isWeChat(agent = navigator.userAgent) {
  return /MicroMessenger/i.test(agent);
}

export function init(element) {
  const note = element.querySelector("[data-wechat-note]");
  if (note && isWeChat()) note.hidden = false;
}
