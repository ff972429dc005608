package words

// analysis is a text on its way to tokens.
type analysis struct {
	script
	list []term
	stem *stemmer
}

func analyse(text string) *analysis {
	a := &analysis{script: fold(text), stem: newStemmer()}
	a.list = a.terms()
	return a
}

// position is a place in a text: what it is found by, and the characters it covers. The forms are valid during the call only.
type position struct {
	pos    int
	forms  []string
	from   int // in the source, bytes
	to     int // end of all it covers
	single int // end of its first character, for Han; else to
}

// positions calls emit for each place of the text in order.
func (a *analysis) positions(emit func(position)) {
	pos := 0
	var forms, references []string
	for n, t := range a.list {
		references = a.references(references[:0], n)
		if !t.han {
			forms = append(append(forms[:0], a.stem.indexed(cut(a.spelling(t)))...), references...)
			emit(position{pos, forms, int(a.at[t.i]), int(a.at[t.j]), int(a.at[t.j])})
			pos++
			continue
		}
		for k := t.i; k < t.j; k++ {
			end := min(k+2, t.j)
			forms = append(append(forms[:0], a.text(k, end)), references...)
			emit(position{pos, forms, int(a.at[k]), int(a.at[end]), int(a.at[k+1])})
			pos, references = pos+1, references[:0]
		}
	}
}

// The sizes of references.
const (
	mostParts  = 8
	mostAgency = 4 // characters of 国发, 国办函, 青政办发: the agency and the kind of paper before the year
)

// references adds to forms the references that begin with term n. Every part but the last begins one, so that a reference is
// found by its end too.
func (a *analysis) references(forms []string, n int) []string {
	t := a.list[n]
	if number, ok := a.bracketed(n); ok {
		if !t.han {
			return append(forms, cut(a.spelling(t))+number)
		}
		for length := min(mostAgency, t.j-t.i); length > 0; length-- {
			if length > 1 || t.j-t.i == 1 {
				forms = append(forms, a.text(t.j-length, t.j)+number)
			}
		}
		return forms
	}
	if whole, parts := a.compound(n); parts > 1 {
		forms = append(forms, whole)
	}
	return forms
}

// bracketed reads the 〔2016〕13 of a Chinese reference after term n, as year and number.
func (a *analysis) bracketed(n int) (number string, ok bool) {
	if n+2 >= len(a.list) {
		return "", false
	}
	year, serial := a.list[n+1], a.list[n+2]
	if year.link != opened || !year.number || year.j-year.i != 4 || serial.link != closed || !serial.number {
		return "", false
	}
	return Joint + a.text(year.i, year.j) + Joint + a.text(serial.i, serial.j), true
}

// compound reads the words that are linked to term n, joined if there is a number among them: QH-2018-03, 2016/17:45, 9.02.
func (a *analysis) compound(n int) (whole string, parts int) {
	t := a.list[n]
	if t.han || n+1 == len(a.list) || a.list[n+1].link != linked {
		return "", 0
	}
	digits := t.digits
	whole, parts = cut(a.spelling(t)), 1
	for n++; n < len(a.list) && a.list[n].link == linked && !a.list[n].han && parts < mostParts; n++ {
		whole += Joint + cut(a.spelling(a.list[n]))
		digits = digits || a.list[n].digits
		parts++
	}
	if !digits || len(whole) > 3*longestWord {
		return "", 1
	}
	return whole, parts
}
