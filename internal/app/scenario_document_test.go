package app_test

import (
	"fmt"

	"sametable/internal/document"
	"sametable/internal/policy"
)

// paper is a form with a number that nobody had before.
func (s *scene) paper() document.Form {
	return document.Form{Number: fmt.Sprintf("例发〔2018〕%d号", s.next()), Issuer: "例厅", Language: "zh", TitleZh: "关于例事的通知"}
}

// listed is a document that maliqing has added.
func (s *scene) listed() document.Document {
	s.Helper()
	d, err := s.Rooms.Documents.Add(s.ctx, s.as("maliqing"), s.paper())
	s.must(err)
	return d
}

func (s *scene) document(key string) document.Document {
	s.Helper()
	d, err := s.Rooms.Documents.Find(s.ctx, key)
	s.must(err)
	return d
}

func addsPaper(s *scene) attempt {
	return func(a policy.Actor) (string, error) {
		form := s.paper()
		form.TitleZh = s.typed(form.TitleZh)
		d, err := s.Rooms.Documents.Add(s.ctx, a, form)
		return d.State, err
	}
}

func (s *scene) withdraws(key string) attempt {
	return func(a policy.Actor) (string, error) {
		_, err := s.Rooms.Documents.Withdraw(s.ctx, a, document.Withdrawal{Key: key, Reason: s.typed("重复。"), Version: s.page(s.document(key).Version)})
		return s.document(key).State, err
	}
}

// changesPaper is an attempt to correct a document; gone: it was withdrawn.
func changesPaper(gone bool) func(*scene) attempt {
	return func(s *scene) attempt {
		d := s.listed()
		if gone {
			_, err := s.withdraws(d.Key())(s.as("maliqing"))
			s.must(err)
		}
		return func(a policy.Actor) (string, error) {
			form := s.document(d.Key()).Form()
			form.TitleZh, form.Version = s.typed(fmt.Sprintf("关于第%d件例事的通知", s.next())), s.page(form.Version)
			_, err := s.Rooms.Documents.Change(s.ctx, a, d.Key(), form)
			return s.document(d.Key()).State, err
		}
	}
}

// documentScenarios: maliqing adds what she adds, cairangli sits at the table as well, sunlizhen keeps it, and johan has no seat.
func documentScenarios() []scenario {
	const public = "stranger: documents are public"
	return []scenario{
		{act: "document.Add", set: addsPaper, may: "maliqing", leaves: document.Listed, not: "johan", says: "document.who_adds",
			lacks: public + "; wrong: there is no document yet"},
		{act: "document.Change", steps: []string{"document change"}, set: changesPaper(false), may: "sunlizhen", leaves: document.Listed, not: "cairangli",
			says: "guard.document.keeper", after: changesPaper(true), wrong: "workflow.wrong_state", lacks: public},
		{act: "document.Withdraw", steps: []string{"document withdraw"}, set: func(s *scene) attempt { return s.withdraws(s.listed().Key()) }, may: "maliqing",
			leaves: document.Withdrawn, not: "johan", says: "guard.document.keeper", wrong: "workflow.wrong_state", lacks: public},
	}
}
