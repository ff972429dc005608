package safeguard

// swedish finds a personnummer or samordningsnummer (day + 60), with or without century. An organisationsnummer never has
// such a month: its third figure is 2 or more.
func (s *identity) swedish(i int) bool {
	return s.apart(i) && (s.personnummer(i, 12) || s.personnummer(i, 10))
}

func (s *identity) personnummer(i, n int) bool {
	if i+n > len(s.d) || !s.linked(i, i+n) || !s.apart(i+n) || s.runsOn(i+n) {
		return false
	}
	w := s.values[i : i+n]
	short := w[n-10:]
	m, day := number(short[2:4]), number(short[4:6])
	if day > 60 {
		day -= 60
	}
	year := number(short[:2])
	if n == 12 {
		year = number(w[:4])
		if year < 1900 || year > 2099 {
			return false
		}
	} else if year = 2000 + year; year > s.now.Year() {
		year -= 100
	}
	born, ok := date(year, m, day)
	if !ok || !luhn(short) || !s.swedishForm(i, n) {
		return false
	}
	if s.label(i, 12, "tel", "mobil", "phone", "org", "电话", "手机", "bankgiro", "plusgiro") {
		return false
	}
	// A plus sign before the last four means a hundred years or more.
	if s.d[i+n-4].mark == '+' && n == 10 || !minorOn(born, s.now) {
		return s.take("se_adult_id", i, i+n)
	}
	return s.take("se_personnummer", i, i+n)
}

// runsOn tells whether the figures after index j go on as the same written date or range.
func (s *identity) runsOn(j int) bool {
	return j < len(s.d) && s.d[j].gap == 1 && (s.d[j].mark == '-' || s.d[j].mark == '.' || s.d[j].mark == '/')
}

// swedishForm tells whether the figures are grouped as a person would write the number, plain or disguised. A date with a
// time of day (4-2-2-2-2) has the same figures and is left alone unless a word says what it is.
func (s *identity) swedishForm(i, n int) bool {
	head := n - 4
	switch {
	case s.solid(i, i+n), s.single(i, i+n):
		return true
	case s.groups(i, n, head, 4), s.groups(i, n, head, 2, 2), s.groups(i, n, head-4, 2, 2, 4):
		return s.d[i+head].mark != '年'
	case n == 12 && (s.groups(i, n, 2, 2, 2, 2, 4) || s.groups(i, n, 2, 10) || s.groups(i, n, 2, 6, 4)):
		return true
	}
	return s.label(i, 16, "personn", "födelsenummer", "samordningsnummer", "personal number", "person number")
}
