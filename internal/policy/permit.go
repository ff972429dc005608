package policy

// Ref names one noun: its kind ("post") and its id.
type Ref struct{ Noun, ID string }

// Permit is leave to change one noun, given by a rule for one verb. A write without one fails.
type Permit struct {
	For   Ref
	Verb  string
	valid bool
}

// Allow gives a permit. Only the rules of a subject call it, after they have judged the actor.
func Allow(noun, id, verb string) Permit {
	return Permit{For: Ref{noun, id}, Verb: verb, valid: true}
}

// Valid is false for a permit nobody gave.
func (p Permit) Valid() bool { return p.valid }
