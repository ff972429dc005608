package ballot

import (
	"slices"
	"strings"

	"sametable/internal/policy"
)

// Voice is what an organisation says in a ballot.
type Voice string

// The voices. No objection is not yes: it lets pass. Whoever is recused stands outside and does not count.
const (
	Yes         Voice = "yes"
	NoObjection Voice = "no_objection"
	Objects     Voice = "objection"
	Abstains    Voice = "abstain"
	Recused     Voice = "recused"
)

// Voices lists every voice, the most approving first.
func Voices() []Voice { return []Voice{Yes, NoObjection, Objects, Abstains, Recused} }

// favours tells the voices that count for it.
func (v Voice) favours() bool { return v == Yes || v == NoObjection }

// Result is what a ballot came to.
type Result string

// The results. Without a quorum nothing was decided.
const (
	Carried   Result = "carried"
	Fallen    Result = "fallen"
	Inquorate Result = "inquorate"
)

// Word is how a text names a result in a language; nothing where nothing was counted.
func (r Result) Word(language string) string {
	return map[string]map[Result]string{
		"zh": {Carried: "表决通过", Fallen: "表决未通过", Inquorate: "未达到法定人数"},
		"en": {Carried: "Carried", Fallen: "Not carried", Inquorate: "No quorum"},
		"sv": {Carried: "Bifall", Fallen: "Avslag", Inquorate: "Inte beslutfört"},
	}[language][r]
}

// The rules by which a forum decides, as forum.DecisionRules names them.
const (
	consensus  = "consensus_with_reservations"
	unobjected = "no_unresolved_objection"
	majority   = "majority_of_organisations"
	everyGroup = "majority_in_every_group"
)

// Group is what one stakeholder group said.
type Group struct {
	Kind                                                        policy.Kind
	Seats, Present, Favour, Against, Abstained, Recused, Silent int
}

// Tally is what was counted. Against holds what stands against it when it is counted; Reservations the voices whose words are attached.
type Tally struct {
	Groups                                                      []Group
	Seats, Present, Favour, Against, Abstained, Recused, Silent int
	Reservations                                                int
	Quorum                                                      Quorum
	Result                                                      Result
}

// Quorum is whether enough of the table is there, with its numbers.
type Quorum struct {
	Met       bool
	Seats     int
	Present   int
	Needed    int // organisations
	Groups    int // stakeholder groups there
	NeedsOf   int // groups that are needed
	Missing   []policy.Kind
	Provinces []string // that have to be there and are not
}

// Quorum reckons who is there against what the charter asks for. An organisation of several provinces counts for none of them.
func (b Ballot) Quorum(voters []Voter) Quorum {
	r := b.Rules()
	q := Quorum{Seats: len(voters), NeedsOf: r.QuorumGroups}
	groups, provinces := map[policy.Kind]bool{}, map[string]bool{}
	for _, v := range voters {
		if !b.there(v) {
			continue
		}
		q.Present++
		groups[v.Kind] = true
		if of := strings.Fields(v.Provinces); len(of) == 1 {
			provinces[of[0]] = true
		}
	}
	q.Needed = r.Needed(q.Seats)
	q.Groups = len(groups)
	for _, kind := range r.QuorumNeeds {
		if !groups[kind] {
			q.Missing = append(q.Missing, kind)
		}
	}
	if r.BothProvinces {
		for _, p := range strings.Fields(b.Provinces) {
			if !provinces[p] {
				q.Provinces = append(q.Provinces, p)
			}
		}
	}
	q.Met = q.Present > 0 && q.Present >= q.Needed && q.Groups >= r.QuorumGroups && len(q.Missing) == 0 && len(q.Provinces) == 0
	return q
}

// there tells whether an organisation takes part: at a table who is present, in writing who has said something.
func (b Ballot) there(v Voter) bool {
	if b.Written {
		return v.Counts()
	}
	return v.Present
}

// Count reckons what the voices come to by the rules. It is pure: the same voices give the same result, in whatever order they come.
func (b Ballot) Count(voters []Voter) Tally {
	r := b.Rules()
	t := Tally{Quorum: b.Quorum(voters)}
	for _, kind := range policy.Kinds() {
		g := Group{Kind: kind}
		for _, v := range voters {
			if v.Kind == kind {
				g.add(v, b.there(v))
			}
		}
		if g.Seats == 0 {
			continue
		}
		t.Groups = append(t.Groups, g)
		t.Seats, t.Present, t.Favour, t.Against = t.Seats+g.Seats, t.Present+g.Present, t.Favour+g.Favour, t.Against+g.Against
		t.Abstained, t.Recused, t.Silent = t.Abstained+g.Abstained, t.Recused+g.Recused, t.Silent+g.Silent
	}
	standing, unsettled := 0, 0 // objections that are neither withdrawn nor passed over; those among them on which their organisation has not said its last word
	for _, v := range voters {
		if !b.there(v) || !v.Counts() {
			continue
		}
		if v.Words != "" && v.Objection != Cleared {
			t.Reservations++
		}
		if v.Voice == Objects && v.Objection != Cleared && v.Objection != Overridden {
			standing++
			if v.Objection != Maintained {
				unsettled++
			}
		}
	}
	switch {
	case !t.Quorum.Met:
		t.Result = Inquorate
	case t.passes(r.Decision, standing, unsettled):
		t.Result = Carried
	default:
		t.Result = Fallen
	}
	return t
}

// add counts one organisation into its group. An objection that was resolved counts for it.
func (g *Group) add(v Voter, there bool) {
	g.Seats++
	if !there {
		return
	}
	g.Present++
	switch {
	case !v.Counts():
		g.Silent++
	case v.Voice.favours() || v.Voice == Objects && v.Objection == Cleared:
		g.Favour++
	case v.Voice == Objects:
		g.Against++
	case v.Voice == Abstains:
		g.Abstained++
	case v.Voice == Recused:
		g.Recused++
	}
}

// passes is the charter's rule. Whoever is recused is no part of what a majority is taken of.
func (t Tally) passes(rule string, standing, unsettled int) bool {
	more := func(favour, present, recused int) bool { return 2*favour > present-recused }
	switch rule {
	case unobjected:
		return t.Favour > 0 && standing == 0
	case majority:
		return more(t.Favour, t.Present, t.Recused)
	case everyGroup:
		return t.Favour > 0 && !slices.ContainsFunc(t.Groups, func(g Group) bool { return g.Present > g.Recused && !more(g.Favour, g.Present, g.Recused) })
	default: // consensus: whoever keeps an objection lets pass what the table wants, and its words are attached as a reservation
		return unsettled == 0 && more(t.Favour, t.Present, t.Recused)
	}
}
