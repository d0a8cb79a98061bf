/** Draws a code as lines of text for a terminal, with the address that shows it as a picture beneath. */
export async function drawCode(code: string): Promise<string> {
  const { default: terminal } = await import('qrcode-terminal')
  const drawn = await new Promise<string>((resolve) => terminal.generate(code, { small: true }, resolve))
  return `${drawn}\n用手机微信扫这个码登录。看不清时用浏览器打开:\nhttps://wechaty.js.org/qrcode/${encodeURIComponent(code)}`
}
