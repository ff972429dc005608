package lang

import (
	"strings"
	"sync"
)

// syllables has one character for each syllable of standard Chinese, of a kind with that reading alone; ü is written v.
var syllables = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for _, pair := range strings.Fields(syllableList) {
		at := strings.IndexFunc(pair, func(r rune) bool { return r >= 0x80 })
		table[pair[:at]] = pair[at:]
	}
	return table
})

const syllableList = `a阿 ai哀 an安 ang肮 ao凹
ba八 bai掰 ban班 bang邦 bao包 bei卑 ben奔 beng崩 bi逼 bian边 biao标 bie憋 bin宾 bing冰 bo波 bu逋
ca擦 cai猜 can餐 cang仓 cao操 ce册 cen岑 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 chen嗔 cheng称 chi吃 chong充
chou抽 chu出 chua欻 chuai揣 chuan川 chuang窗 chui吹 chun春 chuo戳 ci疵 cong匆 cou凑 cu粗 cuan蹿 cui催 cun村 cuo搓
da搭 dai呆 dan丹 dang当 dao刀 de德 den扽 deng灯 di低 dian颠 diao刁 die爹 ding丁 diu丢 dong东 dou兜 du厾 duan端 dui堆 dun吨 duo多
e婀 en恩 er儿
fa发 fan帆 fang方 fei飞 fen分 feng丰 fo仏 fou否 fu夫
ga嘎 gai该 gan甘 gang刚 gao高 ge哥 gei给 gen根 geng耕 gong工 gou沟 gu姑 gua瓜 guai乖 guan关 guang光 gui归 gun滚 guo锅
ha哈 hai孩 han憨 hang杭 hao蒿 he喝 hei黑 hen痕 heng亨 hong轰 hou侯 hu呼 hua花 huai怀 huan欢 huang荒 hui灰 hun昏 huo活
ji机 jia加 jian尖 jiang江 jiao交 jie阶 jin巾 jing京 jiong炯 jiu纠 ju居 juan捐 jue决 jun军
ka咖 kai开 kan刊 kang康 kao考 ke科 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai快 kuan宽 kuang筐 kui亏 kun昆 kuo阔
la拉 lai来 lan兰 lang郎 lao捞 le勒 lei雷 leng棱 li离 lia俩 lian连 liang良 liao撩 lie列 lin林 ling灵 liu溜 long龙 lou楼 lu噜 luan峦 lun伦 luo罗 lv驴 lve略
ma妈 mai埋 man蛮 mang忙 mao猫 me么 mei梅 men门 meng盟 mi迷 mian棉 miao苗 mie灭 min民 ming明 miu谬 mo摸 mou谋 mu母
na拿 nai乃 nan南 nang囊 nao挠 ne讷 nei内 nen嫩 neng能 ni尼 nian年 niang娘 niao鸟 nie捏 nin您 ning宁 niu牛 nong农 nou耨 nu奴 nuan暖 nuo挪 nv女 nve虐
o哦 ou欧
pa趴 pai拍 pan潘 pang乓 pao抛 pei胚 pen喷 peng烹 pi批 pian偏 piao飘 pie撇 pin拼 ping乒 po坡 pou剖 pu扑
qi七 qia掐 qian千 qiang枪 qiao敲 qie切 qin亲 qing青 qiong穷 qiu秋 qu区 quan圈 que缺 qun群
ran然 rang嚷 rao饶 re热 ren人 reng扔 ri日 rong荣 rou柔 ru如 ruan软 rui瑞 run润 ruo若
sa撒 sai塞 san三 sang桑 sao搔 se色 sen森 seng僧 sha沙 shai筛 shan山 shang伤 shao烧 she奢 shen申 sheng升 shi师 shou收 shu书 shua刷 shuai衰 shuan栓 shuang双 shui谁 shun顺 shuo说
si丝 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo缩
ta他 tai胎 tan贪 tang汤 tao掏 te特 teng疼 ti梯 tian天 tiao挑 tie贴 ting听 tong通 tou偷 tu突 tuan团 tui推 tun吞 tuo拖
wa挖 wai歪 wan弯 wang汪 wei威 wen温 weng翁 wo挝 wu乌
xi西 xia虾 xian先 xiang香 xiao消 xie些 xin心 xing星 xiong凶 xiu休 xu虚 xuan宣 xue靴 xun勋
ya鸭 yan烟 yang央 yao腰 ye噎 yi一 yin因 ying英 yo哟 yong拥 you优 yu迂 yuan冤 yue约 yun晕
za杂 zai灾 zan簪 zang脏 zao遭 ze则 zei贼 zen怎 zeng增 zha渣 zhai摘 zhan沾 zhang张 zhao招 zhe遮 zhen针 zheng争 zhi之 zhong中 zhou州 zhu朱 zhua抓 zhuai拽 zhuan专 zhuang庄 zhui追 zhun谆 zhuo桌
zi资 zong宗 zou邹 zu租 zuan钻 zui最 zun尊 zuo昨`
