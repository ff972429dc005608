package ballot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters, and how many days voices in writing are waited for.
const (
	MeetingMost  = 80
	WordsMost    = 600
	leastWritten = 5
	mostWritten  = 60
)

// Question is what another room puts to the vote.
type Question struct {
	Subject     policy.Ref
	Forum       policy.ForumID
	ForumKey    string
	Path        string
	Reference   string
	Revision    int
	VersionID   string
	VersionHash string
	Within      policy.Class          // who may see the ballot in every state, with the people of Of; empty: members, then everybody
	Of          policy.OrganisationID // whose matter it is, where Within asks
}

// Form is a ballot as whoever prepares it fills it in. Present goes with one at a table, Until with one in writing.
type Form struct {
	Written bool
	Meeting string
	Until   string // last day, "2019-07-12"
	Present []policy.OrganisationID
}

// Put puts a question to the organisations that sit in its forum with a vote, inside an act of a room that has judged its actor. The
// rules of the day and the organisations are copied: what changes afterwards changes nothing here.
func (s *Ballots) Put(tx *register.Tx, q Question, form Form) (Ballot, error) {
	rules, err := forum.RulesIn(tx.DB, q.Forum)
	if err != nil {
		return Ballot{}, err
	}
	b := Ballot{ID: clock.NewID(), ForumKey: q.ForumKey, SubjectNoun: q.Subject.Noun, SubjectID: q.Subject.ID, SubjectPath: q.Path, Reference: q.Reference, Revision: q.Revision,
		VersionID: q.VersionID, VersionHash: q.VersionHash, Within: q.Within, State: Machine().First, StateSince: tx.Now(), PreparedBy: tx.Actor.Person, Written: form.Written, Version: 1,
		Access: policy.Access{Forum: q.Forum, Organisation: q.Of}}
	voters, err := Electorate(tx.DB, q.Forum, tx.Now())
	if err != nil {
		return b, err
	}
	for i := range voters {
		voters[i].ID, voters[i].BallotID = clock.NewID(), b.ID
	}
	if err := s.read(tx, form, &b, voters); err != nil {
		return b, err
	}
	var of []string // the provinces whose authorities sit here
	for _, v := range voters {
		if own := strings.Fields(v.Provinces); v.Kind.Authority() && len(own) == 1 && !slices.Contains(of, own[0]) {
			of = append(of, own[0])
		}
	}
	slices.Sort(of)
	encoded, err := json.Marshal(rules)
	if err != nil {
		return b, err
	}
	b.RulesJSON, b.Provinces, b.Seats = string(encoded), strings.Join(of, " "), len(voters)
	b.settle()
	tx.Permit(policy.Allow(Noun, b.ID, "prepare"))
	if err := tx.Add(&b); err != nil {
		return b, err
	}
	for i := range voters {
		if err := tx.Add(&voters[i]); err != nil {
			return b, err
		}
	}
	n := b.note("prepared", "")
	n.Facts["seats"], n.Facts["rule"], n.Facts["written"] = b.Seats, rules.Decision, b.Written
	return b, b.told(tx, n, voters)
}

// read reads what was typed.
func (s *Ballots) read(tx *register.Tx, form Form, b *Ballot, voters []Voter) error {
	r := text.Reads(s.gate, tx.Now())
	b.Meeting = r.Line("meeting", form.Meeting, MeetingMost, !form.Written)
	if form.Written {
		day := input.Date(&r.Fields, "until", form.Until, zone(), true)
		if !day.IsZero() {
			end := time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, zone()).UTC()
			if days := end.Sub(tx.Now()).Hours() / 24; days < leastWritten || days > mostWritten+1 {
				r.Fields.Add("until", "ballot.until_days", map[string]any{"Least": leastWritten, "Most": mostWritten})
			}
			b.Until = &end
		}
		return r.Err()
	}
	if !mark(voters, form.Present) {
		r.Fields.Add("present", "input.choice", nil)
	}
	return r.Err()
}

// mark notes who is there; it is false where one of them cannot vote.
func mark(voters []Voter, present []policy.OrganisationID) bool {
	for _, id := range present {
		if !slices.ContainsFunc(voters, func(v Voter) bool { return v.OrganisationID == id }) {
			return false
		}
	}
	for i := range voters {
		voters[i].Present = listed(present, voters[i].OrganisationID)
	}
	return true
}

// Electorate lists the organisations that sit in a forum with a vote and are accredited at an instant.
func Electorate(db *gorm.DB, id policy.ForumID, now time.Time) ([]Voter, error) {
	var all []organisation.Organisation
	err := db.Session(&gorm.Session{NewDB: true}).Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL AND seats.voting").
		Where("seats.forum_id = ?", id).Order("organisations.kind, organisations.sort_key, organisations.id").Find(&all).Error
	if err != nil {
		return nil, store.Found(err)
	}
	var voters []Voter
	for _, o := range all {
		if !o.Accredited(now) {
			continue
		}
		voters = append(voters, Voter{OrganisationID: o.ID, Kind: o.Kind, Provinces: strings.Join(provinces(o), " "), Version: 1})
	}
	return voters, nil
}

// provinces gives the codes of the provinces an organisation works in: the first two digits of a division's code name its province
// (GB/T 2260).
func provinces(o organisation.Organisation) []string {
	var all []string
	for _, code := range o.Regions() {
		if len(code) < 2 {
			continue
		}
		if p := fmt.Sprintf("%s0000", code[:2]); !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}
