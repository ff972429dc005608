package lang

import (
	"reflect"
	"time"

	"golang.org/x/text/feature/plural"

	"sametable/internal/fault"
)

// Day is an argument that is shown as a date without a time, as it is in Beijing.
type Day time.Time

// fill writes a message. A count that is given is the value of the placeholder N.
func (s *Speaker) fill(m *message, form plural.Form, count *int, args fault.Args) string {
	segments := m.forms[form]
	if len(segments) == 1 && segments[0].name == "" {
		return segments[0].text
	}
	var space [160]byte
	b := space[:0]
	for _, segment := range segments {
		b = append(b, segment.text...)
		switch {
		case segment.name == "":
		case count != nil && segment.name == countName:
			b = s.appendNumber(b, *count)
		default:
			b = append(b, s.value(segment.name, args[segment.name])...)
		}
	}
	return string(b)
}

// value writes one argument: a string as it is, a whole number grouped as a quantity (give a year or a document number as a
// string), a time in both zones, a Day without the time, a message in the same language, something Quoted as it is. An argument that is
// missing shows as ⟨Name⟩ rather than take the page down; Fits finds it in tests.
func (s *Speaker) value(name string, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return s.Number(v)
	case float64:
		return s.Decimal(v, -1)
	case time.Time:
		return s.DateTimeBoth(v, Beijing)
	case Day:
		return s.Date(time.Time(v), Beijing)
	case fault.Message:
		return s.Message(v)
	case Quoted:
		return v.Text
	}
	switch v := reflect.ValueOf(value); v.Kind() { // typed words and counts of the rooms below
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return s.Number(int(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return s.Number(int(v.Uint()))
	}
	return "⟨" + name + "⟩"
}
