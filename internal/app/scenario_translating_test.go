package app_test

import (
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/internal/translating"
)

// withdrawnBy is tongxing's statement, confirmed and withdrawn.
func withdrawnBy(s *scene) string {
	s.Helper()
	id := confirmedBy(s)
	_, err := states(func(*scene) string { return id }, "withdraw")(s)(s.as("suliyi"))
	s.must(err)
	return id
}

// rendersIn is an attempt at a translation into Swedish of something with these parts.
func rendersIn(from func(*scene) policy.Ref, said map[string]string) func(*scene) attempt {
	return func(s *scene) attempt {
		ref := from(s)
		return func(a policy.Actor) (string, error) {
			tr := translating.Translating{Of: ref, Language: "sv", State: text.InReview, Said: map[string]string{}}
			if read, err := s.Rooms.Translatings.Find(s.ctx, s.as("elin"), ref); err == nil && !s.hasty {
				tr.Source, tr.Mark = read.Version.Hash, read.Into("sv").Hash
			}
			for name, words := range said {
				tr.Said[name] = s.typed(words)
			}
			return "kept", s.Rooms.Translatings.Translate(s.ctx, a, tr)
		}
	}
}

// holds is an attempt to say that the translation somebody has made holds.
func holds(from func(*scene) policy.Ref, by string, said map[string]string) func(*scene) attempt {
	return func(s *scene) attempt {
		s.Helper()
		ref := from(s)
		_, err := rendersIn(func(*scene) policy.Ref { return ref }, said)(s)(s.as(by))
		s.must(err)
		return func(a policy.Actor) (string, error) {
			rv := translating.Reviewing{Of: ref, Language: "sv"}
			if !s.hasty {
				rv.Mark = s.Rendered(s.T, ref.ID, "sv")
			}
			return "reviewed", s.Rooms.Translatings.Review(s.ctx, a, rv)
		}
	}
}

// translatingScenarios: karin and duliwen translate, elin and linlihua moderate; maliqing writes for huilin.
func translatingScenarios() []scenario {
	told := "not: whoever has no office of translation is told nothing of it"
	submitted := brought(sentOff, "hanlian", "confirm")
	var all []scenario
	for _, c := range []struct {
		from          func(*scene) policy.Ref
		said          map[string]string
		gone          func(*scene) policy.Ref // the same once nobody has to read it
		by, other     string
		not, stranger string
	}{
		{of(proposal.Noun, submitted), map[string]string{"title": "En sak", "measure_1": "Först", "measure_2": "Sedan"}, of(proposal.Noun, brought(submitted, "maliqing", "withdraw")), "karin", "duliwen", "karin", "maliqing"},
		{of(proposal.StatementNoun, confirmedBy), map[string]string{"reasons": "Skälen i korthet"}, of(proposal.StatementNoun, withdrawnBy), "karin", "duliwen", "karin", "maliqing"},
	} {
		all = append(all,
			scenario{act: "translating.Translate", set: rendersIn(c.from, c.said), may: c.by, leaves: "kept", stranger: c.stranger, after: rendersIn(c.gone, c.said), wrong: "fault.not_found", lacks: told},
			scenario{act: "translating.Review", set: holds(c.from, c.by, c.said), may: c.other, leaves: "reviewed", not: c.not, says: "guard.translation.second", stranger: c.stranger, wrong: "translating.nothing"})
	}
	return all
}
