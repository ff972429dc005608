package safeguard

import "unicode/utf8"

// wordsBetween is how many runes of plain words may stand between the parts of one id ("…, born …, last four …").
const wordsBetween = 16

// residentInWords finds an id whose parts (division, date, order) stand in a sentence, with words between them. Only whole
// groups join, at most six of them, and together they must be eighteen figures.
func (s *identity) residentInWords(i int) bool {
	if !s.apart(i) || i+18 > len(s.d) || s.values[i] == 0 || s.linked(i, i+18) {
		return false
	}
	for k := i + 1; k < i+18; k++ {
		if s.d[k].gap != wide {
			continue
		}
		if k-i < 6 || s.between(k) > wordsBetween {
			return false
		}
	}
	born, ok := s.born(i)
	if !ok || !s.apart(i+18) || !mod11(s.values[i:i+18]) {
		return false
	}
	return s.name(i, i+18, born)
}

// between counts the runes before figure k back to the one before it.
func (s *identity) between(k int) int {
	return utf8.RuneCountInString(s.v.s[s.d[k-1].end:s.d[k].pos])
}

// unchecked finds eighteen figures that are called an id and have its form, though the check does not fit: a slip of the
// pen still tells where and when someone was born.
func (s *identity) unchecked(i int) bool {
	if !s.apart(i) || i+18 > len(s.d) || !s.linked(i, i+18) || !s.apart(i+18) {
		return false
	}
	if !s.label(i, 14, "身份证", "身份号", "证件号", "学籍", "id no", "id number", "id card", "identity", "id-nummer") {
		return false
	}
	if _, ok := s.born(i); !ok {
		return false
	}
	if s.studentPrefix(int(s.d[i].pos)) {
		return s.take("cn_student_no", i, i+18)
	}
	return s.take("cn_id_unchecked", i, i+18)
}

// resident15 finds the old form: division, two-figure year of the 1900s, order, no check. Without a label it must stand
// alone, unbroken or as 6-6-3.
func (s *identity) resident15(i int) bool {
	if !s.apart(i) || i+15 > len(s.d) || !s.linked(i, i+15) || !s.apart(i+15) || s.values[i] == 0 || !s.province(s.values[i:]) {
		return false
	}
	w := s.values[i : i+15]
	if _, ok := date(1900+number(w[6:8]), number(w[8:10]), number(w[10:12])); !ok || number(w) < 0 {
		return false
	}
	plainForm := s.solid(i, i+15) || s.groups(i, 15, 6, 6, 3)
	if !plainForm && !s.label(i, 14, "身份证", "身份号", "证件号", "id no", "id number", "id card", "identity") {
		return false
	}
	if s.label(i, 12, "imei", "卡号", "账号", "帐号", "订单", "account") {
		return false
	}
	return s.take("cn_id_15", i, i+15)
}

// groups tells whether figures from i stand in exactly these groups.
func (s *identity) groups(i, total int, sizes ...int) bool {
	if i+total > len(s.d) {
		return false
	}
	k := i
	for n, size := range sizes {
		if n > 0 && s.d[k].gap == 0 || !s.solid(k, k+size) {
			return false
		}
		k += size
	}
	return k == i+total
}
