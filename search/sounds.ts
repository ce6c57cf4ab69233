import { pinyin } from "pinyin-pro";

const PAIR = /^\p{Script=Han}{2}$/u;
const MOST_KNOWN = 60_000;
const known = new Map<string, string | null>();

/** Latin letters, digits and marks come long before the first Han character; two of those are four units at most. */
const cannotBePair = (token: string): boolean => token.length > 4 || token.charCodeAt(0) < 0x2e80;

/** How a pair of characters is read, "zhu zhou"; null for anything else. */
export function soundOf(token: string): string | null {
  if (cannotBePair(token)) return null;
  const before = known.get(token);
  if (before !== undefined) return before;
  const syllables = PAIR.test(token) ? pinyin(token, { toneType: "none", type: "array", v: true }) : [];
  const sound = syllables.length === 2 && syllables.every((one) => /^[a-z]+$/.test(one)) ? syllables.join(" ") : null;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(token, sound);
  return sound;
}

/** "zz" for "zhu zhou". */
export const initialsOf = (sound: string): string => `${sound[0] ?? ""}${sound[sound.indexOf(" ") + 1] ?? ""}`;

const SYLLABLES = new Set(
  `a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai
chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai
dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng
fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng
hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke
kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu
long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao
ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian
piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou
ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan
shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun
tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin
ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu
zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo`.split(/\s+/),
);
const LONGEST_SYLLABLE = 6;
const MOST_SYLLABLES = 12;

/** Syllables of a word typed in pinyin, as few as possible; null when it is none. */
export function syllablesOf(word: string): string[] | null {
  if (!/^[a-z]{1,40}$/.test(word)) return null;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    best[end] = null;
    for (let start = end - 1; start >= Math.max(0, end - LONGEST_SYLLABLE); start -= 1) {
      const head = best[start];
      const syllable = word.slice(start, end);
      if (head && SYLLABLES.has(syllable) && head.length + 1 <= (best[end]?.length ?? MOST_SYLLABLES))
        best[end] = [...head, syllable];
    }
  }
  return best[word.length] ?? null;
}

/** A word that may be the first letters of Chinese characters: "zzyx". No syllable begins with i, u or v. */
export const mayBeInitials = (word: string): boolean => /^[a-hj-tw-z]{3,8}$/.test(word);
