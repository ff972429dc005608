package handling

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Promise is what becomes of one measure that was accepted: who is to do it by when, called in the languages there are.
type Promise struct {
	Measure                   int
	Owner                     policy.OrganisationID
	Due                       string
	TitleZh, TitleEn, TitleSv string
}

// Following begins the follow-up of a reply: a commitment for each measure that was accepted, also in part.
type Following struct {
	Proposal string
	Promises []Promise
	Version  int
}

// Follow begins the follow-up. The authorities accept their commitments themselves.
func (s *Handlings) Follow(ctx context.Context, actor policy.Actor, f Following) (Handling, error) {
	var m Handling
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := current(tx, actor, f.Proposal)
		if err != nil {
			return err
		}
		p, k := c.Proposal, c.Known
		m = c.Handling
		move := proposal.Move{Verb: "follow_up", Past: "followed_up", Version: -1, Judged: Judge(actor, tx.Now(), p, m, k)}
		if f.Version != m.Version {
			move.Version = p.Version + 1
		}
		if _, err := s.proposals.May(tx, p, move); err != nil {
			return err
		}
		taken, err := toFollow(tx.DB, p, k)
		if err != nil {
			return err
		}
		if err := s.promise(tx, p, m, taken, f); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "follow_up"))
		if err := m.keep(tx, p); err != nil {
			return err
		}
		tx.Enter(m.note(p, "followed_up", m.LeadID))
		tell, err := m.toAuthorities(tx)
		if err != nil {
			return err
		}
		move.Note = func(n *register.Note) { n.Tell, n.Facts["commitments"] = tell, len(taken) }
		return s.proposals.Move(tx, &p, move)
	})
	return m, err
}

// toFollow are the measures that were accepted, by the newest word on each, and have no commitment yet.
func toFollow(db *gorm.DB, p proposal.Proposal, k Known) ([]Verdict, error) {
	newest := map[int]Verdict{}
	for _, a := range k.Replies { // in the order of their rounds
		if a.Kind == Reply && a.State == Given {
			for _, v := range a.Measures() {
				newest[v.Measure] = v
			}
		}
	}
	var had []int
	err := db.Session(&gorm.Session{NewDB: true}).Model(&commitment.Commitment{}).Where("origin_noun = ? AND origin_id = ? AND state <> ?", proposal.Noun, p.ID, commitment.Cancelled).
		Pluck("origin_measure", &had).Error
	var all []Verdict
	for n, v := range newest {
		if (v.Verdict == Accepted || v.Verdict == InPart) && !slices.Contains(had, n) {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b Verdict) int { return cmp.Compare(a.Measure, b.Measure) })
	return all, store.Found(err)
}

// promise puts a commitment before an authority for each measure that was accepted.
func (s *Handlings) promise(tx *register.Tx, p proposal.Proposal, m Handling, taken []Verdict, f Following) error {
	var fields fault.Fields
	for _, v := range taken {
		at := slices.IndexFunc(f.Promises, func(one Promise) bool { return one.Measure == v.Measure })
		if at < 0 {
			fields.Add("due_"+itoa(v.Measure), "input.required", nil)
			continue
		}
		one := f.Promises[at]
		if !slices.Contains(m.Authorities(), one.Owner) {
			fields.Add("owner_"+itoa(v.Measure), "handling.owner_handles", nil)
			continue
		}
		_, err := commitment.Propose(tx, s.gate, commitment.Form{Forum: p.ForumKey, Owner: one.Owner, Language: p.Language, TitleZh: one.TitleZh, TitleEn: one.TitleEn,
			TitleSv: one.TitleSv, Due: one.Due, Origin: commitment.Origin{Ref: p.Record(), Measure: v.Measure}})
		var bad *fault.Fault
		if errors.As(err, &bad) && len(bad.Fields) > 0 {
			for _, field := range bad.Fields {
				field.Name += "_" + itoa(v.Measure)
				fields = append(fields, field)
			}
			continue
		}
		if err != nil {
			return err
		}
	}
	return fields.Err()
}
