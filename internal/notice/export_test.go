package notice

// Visible names for tests.
var (
	DayLetter = morning
	DomainOf  = domainOf
)

// Spoken lists every id a notice may be told in.
func Spoken() []string { return spoken() }

// Gathered lists the verbs of which many stand on one line.
func Gathered() []string { return gathered() }
