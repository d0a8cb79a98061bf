/**
 * Words that carry no topic in a question or a report: particles, pronouns, question words, measure words of asking.
 * Small on purpose: words with content (上升, 全面, 进行) stay, because the idf already weighs them.
 */
export const stopWords: ReadonlySet<string> = new Set(
  (
    '的 了 着 过 地 得 之 其 所 者 等 与 和 及 或 而 且 并 但 则 因 于 以 为 对 把 被 将 从 在 是 有 也 都 就 还 又 很 更 最 ' +
    '这 那 此 该 各 每 个 本 我 你 他 她 它 我们 你们 他们 自己 一个 一些 这个 那个 这些 那些 ' +
    '吗 呢 吧 啊 呀 嘛 么 啦 哦 请 请问 什么 怎么 怎样 怎么样 如何 哪 哪些 哪个 哪里 谁 几 多少 为什么 是否 是不是 有没有 能不能 可以 ' +
    '一下 告诉 想 要 让 给 说 会 能 去 来 到 下 上 中 里 ' +
    'the a an of to in and or is are'
  ).split(' '),
)
