package safeguard

import "strings"

// telephone finds mobile numbers: a family's telephone leads to the child. Landlines and switchboards are for calling an
// office and pass.
func (s *identity) telephone(i int) bool { return s.chineseMobile(i) || s.swedishMobile(i) }

// chineseMobile finds 1[3-9] and nine figures more, with or without +86.
func (s *identity) chineseMobile(i int) bool {
	n := 11
	if i+n > len(s.d) || s.values[i] != 1 || s.values[i+1] < 3 || s.values[i+1] > 9 {
		return false
	}
	if !s.linked(i, i+n) || !s.apart(i+n) || number(s.values[i:i+n]) < 0 || !s.starts(i, 8, 6) || s.partOfDate(i, n) {
		return false
	}
	near := true // a column of a table is further away
	for k := i + 1; k < i+n; k++ {
		near = near && s.d[k].gap <= 2
	}
	written := near && (s.solid(i, i+n) || s.single(i, i+n) || s.groups(i, n, 3, 4, 4) || s.groups(i, n, 3, 8) || s.groups(i, n, 7, 4) ||
		s.groups(i, n, 3, 3, 5) || s.groups(i, n, 4, 4, 3))
	if !written && !s.label(i, 10, "电话", "手机", "联系", "微信", "tel", "mobil", "phone", "call", "ring") {
		return false
	}
	if hasPrefixAny(strings.TrimLeft(s.v.low[s.d[i+n-1].end:], " "), []string{"元", "万", "亿", "人", "名", "户", "吨", "个", "平方", "kr", "yuan", "eur", "usd", "rmb", "sek"}) {
		return false
	}
	if s.label(i, 8, "订单", "单号", "发票", "合同", "order", "faktura", "invoice") {
		return false
	}
	return s.take("cn_mobile", i, i+n)
}

// swedishMobile finds 07 and eight figures more, or +46 7.
func (s *identity) swedishMobile(i int) bool {
	if i+10 <= len(s.d) && s.values[i] == 0 && s.values[i+1] == 7 && s.apart(i) && s.mobileAt(i+1, i+10) {
		return s.take("se_mobile", i, i+10)
	}
	abroad := i >= 2 && s.values[i] == 7 && s.values[i-1] == 6 && s.values[i-2] == 4 && s.d[i-1].gap == 0 && s.apart(i-2)
	return abroad && s.d[i].gap <= 2 && s.mobileAt(i, i+9) && s.take("se_mobile", i, i+9)
}

// mobileAt tells whether figures [i,j) are the nine after the zero of a Swedish mobile number.
func (s *identity) mobileAt(i, j int) bool {
	if j > len(s.d) || !s.linked(i, j) || !s.apart(j) || number(s.values[i:j]) < 0 {
		return false
	}
	switch s.values[i+1] {
	case 0, 2, 3, 6, 9:
	default:
		return false
	}
	// As it is written: 070-174 06 05, 0701740605, 070 1740605, 070-17 40 605.
	for k := i + 1; k < j; k++ {
		if s.d[k].gap > 2 {
			return false
		}
	}
	return s.solid(i, j) || s.solid(i, i+2)
}

// starts tells whether figure i begins a group, or follows a country code that ends in the two figures given.
func (s *identity) starts(i int, code ...int8) bool {
	if s.apart(i) {
		return i < 1 || s.d[i].gap == wide || !s.tiedTo(i)
	}
	n := len(code)
	if i < n {
		return false
	}
	for k, c := range code {
		if s.values[i-n+k] != c {
			return false
		}
	}
	// 0086 and 0046 count as +86 and +46.
	return s.apart(i-n) || i-n >= 2 && s.values[i-n-1] == 0 && s.values[i-n-2] == 0 && s.apart(i-n-2)
}

// tiedTo tells whether a decimal point or thousands comma ties figure i to the one before. A comma does where just three figures follow,
// or after a bare zero; any other one parts the figures of a list.
func (s *identity) tiedTo(i int) bool {
	if s.d[i].gap != 1 {
		return false
	}
	thousands := i+3 <= len(s.d) && s.solid(i, i+3) && s.apart(i+3)
	decimals := s.values[i-1] == 0 && s.apart(i-1)
	return s.d[i].mark == '.' || s.d[i].mark == ',' && (thousands || decimals)
}

// partOfDate tells whether 年, 月 or 日 stands inside the figures.
func (s *identity) partOfDate(i, n int) bool {
	for k := i + 1; k < i+n; k++ {
		switch s.d[k].mark {
		case '年', '月', '日', '号':
			return true
		}
	}
	return false
}
