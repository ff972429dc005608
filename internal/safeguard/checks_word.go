package safeguard

import (
	"strings"
	"unicode"
)

// childItself refuses the posts and places that are only named after children: 儿童主任, 儿童之家.
func childItself(m *match) bool {
	return !hasPrefixAny(m.after(), []string{"主任", "之家", "督导", "福利", "活动", "服务", "工作", "保护", "中心", "权利", "关爱", "们", "档案", "友好",
		"用品", "会", "家长", "家庭", "社工", "政策", "问题", "安全", "宿舍", "食堂", "公寓", "代表", "会员", "干部"})
}

// enChildItself does so in English: "a child welfare director".
func enChildItself(m *match) bool {
	after := m.after()
	if _, b := m.group("who"); b > 0 {
		after = m.v.s[b:min(len(m.v.s), b+48)]
	}
	after = strings.TrimLeft(strings.ToLower(after), " -")
	return !hasPrefixAny(after, []string{"welfare", "protection", "safeguarding", "rights", "right", "'s right", "’s right", "friendly", "care", "support",
		"union", "labour", "allowance", "benefit", "policy", "centre", "center", "director", "health", "services", "participation", "council", "numbers"})
}

// svChildItself does so in Swedish.
func svChildItself(m *match) bool {
	after := strings.TrimLeft(strings.ToLower(m.after()), " -")
	return !hasPrefixAny(after, []string{"och ungdoms", "s rätt", "s bästa", "ombud"})
}

// classWord refuses what only begins like a class: 班车, 班主任.
func classWord(m *match) bool {
	return !hasPrefixAny(m.after(), []string{"车", "主任", "次", "子", "会", "费", "额", "型", "组"})
}

// enNamedPlace wants one capitalised word that names: "Example Village", not "The Village" or "Primary School".
func enNamedPlace(m *match) bool {
	for _, part := range strings.FieldsFunc(m.v.s[m.a:m.b], func(r rune) bool { return !unicode.IsLetter(r) }) {
		low := strings.ToLower(part)
		kind := strings.Contains(" primary middle secondary high elementary junior boarding central no school kindergarten nursery hamlet community ", " "+low+" ")
		if part != low && !kind && !m.g.words.not[low] {
			return true
		}
	}
	return false
}

// account wants something that is an account's name, not the next word of a sentence.
func account(m *match) bool {
	if strings.ContainsAny(m.text("account"), "0123456789_-") {
		return true
	}
	said := strings.ToLower(m.v.s[m.a:m.b])
	return containsAny(said, []string{":", "号", "id", "="})
}

// notLimit refuses a date that ends a range or sets a limit for many.
func notLimit(m *match) bool {
	a, _ := m.group("y")
	before := strings.TrimRight(m.before(a), " ")
	for _, tie := range []string{"至", "到", "-", "~", "从", "自", "在"} {
		if strings.HasSuffix(before, tie) {
			return false
		}
	}
	return !hasPrefixAny(m.after(), []string{"的儿童", "的适龄", "的孩子们", "的人", "人口", "的未成年人", "的学生"})
}

// notBlank lets an empty form pass: a template names nobody.
func notBlank(m *match) bool {
	return !containsAny(m.v.low, []string{"空白", "模板", "样表", "样式", "范本", "template", "blank", "mall", "tom ", "directors", "主任名单"})
}

// enChildNear wants a word for a child in the same sentence: a bare figure after a name may be anything.
func enChildNear(m *match) bool {
	return m.sentenceHas("girl", "boy", "child", "pupil", "student", "son ", "daughter", "sister", "brother", "toddler", "baby", "grade", "class", "school") &&
		!m.sentenceHas("children's", "children’s", "organisation", "directors")
}

// svChildNear does so in Swedish.
func svChildNear(m *match) bool {
	return m.sentenceHas("flicka", "pojke", "barn", "elev", "son ", "dotter", "syster", "bror", "syskon", "bebis", "klass", "skola") &&
		!m.sentenceHas("förskollär", "organisation", "barnombud")
}

// kinNear wants a word of family life in the same sentence: only then is one first name with a figure a child.
func kinNear(m *match) bool {
	return m.sentenceHas("brother", "sister", "mother", "father", "grandm", "grandf", "grandp", " aunt", " uncle", "twin", " lives ", " live ", "her parents", "his parents")
}

// svKinNear does so in Swedish.
func svKinNear(m *match) bool {
	return m.sentenceHas("syster", "bror", "mamma", "pappa", "mormor", "farmor", "morfar", "farfar", "moster", "faster", "tvilling", " bor ", "föräldrar")
}

func (m *match) sentenceHas(words ...string) bool {
	a, b := m.v.sentence(m.a + 1)
	return containsAny(m.v.low[a:b], words)
}
