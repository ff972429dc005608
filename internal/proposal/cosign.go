package proposal

import (
	"slices"
	"strings"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// SignedWith lists the organisations that sign the proposal together with the one it is of, in the order they joined.
func (p Proposal) SignedWith() []policy.OrganisationID { return orgs(p.Cosigners) }

// SignedBy tells whether an organisation signs the proposal together with the one it is of.
func (p Proposal) SignedBy(id policy.OrganisationID) bool { return listed(p.SignedWith(), id) }

// Proposers lists the organisation the proposal is of and those that sign it too.
func (p Proposal) Proposers() []policy.OrganisationID {
	return append([]policy.OrganisationID{p.ProposedFor}, p.SignedWith()...)
}

// Beside begins an entry about what organisations do with a proposal without moving it.
func (p Proposal) Beside(verb string, access policy.Access) register.Note {
	n := p.note(verb, p.State)
	n.From, n.To, n.Version, n.Mandate, n.Access = "", "", "", "", access
	return n
}

// Sign writes on a proposal that an organisation signs it too, or does no more. The room above has judged the step.
func (s *Proposals) Sign(tx *register.Tx, p *Proposal, org policy.OrganisationID, signs bool) error {
	p.sign(org, signs)
	return tx.Save(p)
}

func (p *Proposal) sign(org policy.OrganisationID, signs bool) {
	all := slices.DeleteFunc(strings.Fields(p.Cosigners), func(id string) bool { return id == string(org) })
	if signs {
		all = append(all, string(org))
	}
	p.Cosigners = strings.Join(all, " ")
}

// Heir is the organisation that takes a withdrawn proposal over: one that signs it, in the words of one person, confirmed by another or a letter.
type Heir struct {
	Organisation policy.OrganisationID
	AskedBy      policy.PersonID
	Mandate      policy.MandateID
	Letter       *Letter // that confirmed it, where no second person has
}

// TakenOver gives a withdrawn proposal to an organisation that signed it too, and back the state and number it had. Everybody who has a
// statement on it, those who keep the forum's order, and whoever follows it hear of it. The room above has judged whose step it is.
func (s *Proposals) TakenOver(tx *register.Tx, p *Proposal, heir Heir) error {
	verb := "take_over_consulted"
	if p.LeftFrom == Admitted {
		verb = "take_over_admitted"
	}
	before, signed := p.ProposedFor, p.SignedWith()
	judged := workflow.Judgement{}
	if heir.Letter != nil { // who has checked it is of none of them
		judged[guardSigned] = workflow.Whose(listed(signed, heir.Organisation))
	}
	return s.Move(tx, p, Move{Verb: verb, Past: "taken_over", Version: -1, Judged: judged,
		Change: func(p *Proposal) error {
			tx.Permit(policy.Allow(Noun, p.ID, verb))
			p.sign(heir.Organisation, false)
			p.ProposedFor, p.StartedBy, p.AskedBy, p.MandateID, p.ConfirmedBy = heir.Organisation, heir.AskedBy, heir.AskedBy, heir.Mandate, tx.Actor.Person
			p.LeftFrom, p.Reason = "", ""
			return p.confirmedBy(tx, heir.Letter)
		},
		Note: func(n *register.Note) {
			n.Facts["from"], n.Facts["to"] = string(before), string(heir.Organisation)
			n.Tell.Secretaries, n.Tell.FocalPoints = p.Forum, append(signed, before)
		}})
}
