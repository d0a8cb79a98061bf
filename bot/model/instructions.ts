import { foldWidth } from '../../corpus/normalize.ts'

/**
 * Words that speak to a model and never stand in an official paper: orders to forget what was said before, roles, tags of
 * chat templates, demands on the output. A paper on artificial intelligence may speak of 提示词, but does not order.
 */
const ORDERS =
  /(?:忽略|无视|忘记|忘掉|不要理会|抛开|跳过|推翻|覆盖|绕过).{0,12}(?:以上|上述|上面|前面|之前|此前|先前|所有|一切|全部|系统|你的).{0,12}(?:指令|指示|规则|规定|要求|内容|提示|设定|限制|约束|对话|说明)|(?:你|您)(?:现在|从现在起|今后|接下来|必须|只能|应当|要|需要|将).{0,12}(?:扮演|充当|作为|变成|回答|回复|输出|告诉|声称|说|写)|(?:请|务必|必须|直接|只|统一|一律)(?:直接|务必|只|统一|一律)*(?:回答|回复|输出|答复为|答复成|答作|说成|写成|改答)|(?:回答|回复|输出|答案)(?:时|中|里)?(?:请|必须|一律|统一|只能|应改为|改为|改成)|(?:请|假装|模拟)(?:你|您)?(?:扮演|充当|假装)|(?:系统|开发者|管理员)(?:提示|指令|消息|命令|通知)[:：]|(?:新|最新|额外|隐藏)的?(?:指令|系统提示|提示词)|提示词注入|(?:泄露|显示|打印|复述|重复).{0,8}(?:系统提示|提示词|你的(?:指令|设定|规则))|(?:致|给|告)(?:AI|人工智能|大模型|模型|机器人|助手|语言模型)|(?:AI|人工智能|大模型|语言模型|机器人|智能助手)(?:助手|模型)?(?:请|必须|应当?|需要?|在此|看到|读到|在?阅读|在?处理)|(?:answered|sentences|sources|paragraphs)["”]?\s*:|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|above|prior|earlier|all|any|system|your)\b|\b(?:system|assistant|user|developer)\s*(?:prompt|message|role)?\s*:|<\|?\/?(?:im_start|im_end|system|user|assistant|endoftext|资料|问题)|\[\/?(?:INST|SYS)\]|\byou are (?:now|a|an)\b|\b(?:respond|reply|answer|output)\s+(?:only\s+)?(?:with|that|in|as)\b|\b(?:jailbreak|DAN mode|do anything now)\b/i

/** Sentences of a paragraph. */
const PIECE = /[^。！!？?；;]+[。！!？?；;]*/g

export const LEFT_OUT = '(此处略去一句)'

/** Whether a text gives orders to a model. */
export function givesOrders(text: string): boolean {
  return ORDERS.test(spoken(text))
}

/** Letters that are spread out or doubled in width are read as what they look like. */
function spoken(text: string): string {
  return foldWidth(text)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
    .replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
}

/**
 * A passage as it is given to a model: a sentence that gives orders to models is left out with the rest of its paragraph,
 * which may go on with what is ordered; so it can neither be obeyed nor serve as evidence. The reader still finds it in
 * the document.
 */
export function withoutOrders(text: string): string {
  if (!givesOrders(text)) return text
  const kept = text.split('\n').map(beforeOrders).join('\n')
  return givesOrders(kept) ? LEFT_OUT : kept
}

function beforeOrders(paragraph: string): string {
  const pieces = paragraph.match(PIECE) ?? []
  const order = pieces.findIndex(givesOrders)
  return order < 0 ? paragraph : pieces.slice(0, order).join('') + LEFT_OUT
}
