package app_test

import (
	"strings"

	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/thread"
)

const (
	weekend = "HD-T-2016-01" // open
	locked  = "LH-T-2019-01"
)

// telephone is what the gate warns of, and its author explains.
func telephone() string { return "请打" + " 13800" + "138000 联系值班老师。" }

func (s *scene) form(reference, body string, kind thread.Kind) thread.PostForm {
	f := thread.PostForm{Thread: s.thread("reference", reference).ID, Language: "zh", Body: body, Kind: kind}
	if body == telephone() {
		f.Explanation = "这是学校公开的值班电话，不是家长的。"
	}
	return f
}

// replies is an attempt at a reply.
func replies(reference, body string, kind thread.Kind) func(*scene) attempt {
	return func(s *scene) attempt {
		f := s.form(reference, body, kind)
		return func(a policy.Actor) (string, error) {
			f.Body = s.typed(body)
			_, p, err := s.Rooms.Threads.Reply(s.ctx, a, f)
			return p.State, err
		}
	}
}

// said posts, and gives the post's id.
func said(who, body string, kind thread.Kind) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		_, p, err := s.Rooms.Threads.Reply(s.ctx, s.as(who), s.form(weekend, body, kind))
		s.must(err)
		return p.ID
	}
}

func scanned() *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "来函.pdf"}
}

// entered is a letter that waits for its check.
func entered(s *scene) string {
	s.Helper()
	_, p, err := s.Rooms.Threads.EnterLetter(s.ctx, s.as("sunlizhen"), s.letter(weekend))
	s.must(err)
	return p.ID
}

func (s *scene) letter(reference string) thread.LetterForm {
	th := s.thread("reference", reference)
	f := thread.LetterForm{Thread: th.ID, Language: "zh", Body: s.typed("我中心同意按周统计。"), Channel: s.typed("letter"), Dated: "2019-06-03", Paper: scanned()}
	for _, m := range s.as("cairangli").In(th.Forum, s.Clock.Now()) {
		f.Mandate = m.ID
	}
	return f
}

func enters(reference string) func(*scene) attempt {
	return func(s *scene) attempt {
		return func(a policy.Actor) (string, error) {
			_, p, err := s.Rooms.Threads.EnterLetter(s.ctx, a, s.letter(reference))
			return p.State, err
		}
	}
}

// attaches is an attempt to attach the letter to a statement whose author asked for that.
func attaches(s *scene) attempt {
	id := took(said("maliqing", "我中心同意。", thread.Statement), "maliqing", "ask_letter")(s)
	return func(a policy.Actor) (string, error) {
		_, p, err := s.Rooms.Threads.AttachLetter(s.ctx, a, thread.AttachForm{Post: id, Dated: s.typed("2019-06-03"), Paper: scanned(), Version: s.page(s.post(id).Version)})
		return p.State, err
	}
}

// revises is an attempt at other words for a post.
func revises(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			_, p, err := s.Rooms.Threads.Revise(s.ctx, a, thread.Edit{Post: id, Body: s.typed("改过的一段话。"), Revision: s.page(s.post(id).Revision)})
			return p.State, err
		}
	}
}

// translates is an attempt at a translation of a post.
func translates(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		ref := policy.Ref{Noun: thread.PostNoun, ID: from(s)}
		return func(a policy.Actor) (string, error) {
			return s.post(ref.ID).State, s.Rooms.Threads.Translate(s.ctx, a, thread.TranslationForm{Of: ref, Language: "sv", State: text.Drafted,
				Body: s.typed("Ett stycke."), TranslatedBy: a.Person})
		}
	}
}

func opens(key string) func(*scene) attempt {
	return func(s *scene) attempt {
		return func(a policy.Actor) (string, error) {
			t, _, err := s.Rooms.Threads.OpenThread(s.ctx, a, thread.OpenForm{Forum: key, Language: "zh", Title: s.typed("接送路线怎样安排"),
				First: thread.PostForm{Language: "zh", Body: s.typed("先说说本校的做法。"), Kind: thread.Personal}})
			return t.State, err
		}
	}
}

// steers is an attempt at a step of a thread.
func steers(verb string, before ...string) func(*scene) attempt {
	return func(s *scene) attempt {
		t, _, err := s.Rooms.Threads.OpenThread(s.ctx, s.as("maliqing"), thread.OpenForm{Forum: "HD", Language: "zh", Title: "一个话题",
			First: thread.PostForm{Language: "zh", Body: "第一条。", Kind: thread.Personal}})
		s.must(err)
		try := func(verb string) attempt {
			return func(a policy.Actor) (string, error) {
				err := s.Rooms.Threads.Steer(s.ctx, a, thread.Steering{Thread: t.ID, Verb: verb, Reason: s.typed("理由"),
					Version: s.page(s.thread("id", t.ID).Version)})
				return s.thread("id", t.ID).State, err
			}
		}
		for _, b := range before {
			_, err := try(b)(s.as("sunlizhen"))
			s.must(err)
		}
		return try(verb)
	}
}

func postScenarios() []scenario {
	plain, held := said("maliqing", "周末值班表已经贴在学校门口。", thread.Personal), said("maliqing", telephone(), thread.Personal)
	return []scenario{
		{act: "thread.OpenThread", set: opens("HD"), may: "maliqing", leaves: thread.Open, not: "alex", says: "post.no_voice", stranger: "fangliqin",
			lacks: "wrong: there is no thread yet"},
		{act: "thread.Reply", steps: []string{"post publish"}, set: replies(weekend, "值班表已经贴出。", thread.Personal), may: "maliqing", leaves: thread.Published,
			not: "alex", says: "post.no_voice", stranger: "fangliqin", after: replies(locked, "锁了还说。", thread.Personal), wrong: "guard.post.thread_open"},
		{act: "thread.Reply", steps: []string{"post hold"}, set: replies(weekend, telephone(), thread.Personal), may: "maliqing", leaves: thread.Held,
			not: "alex", says: "post.no_voice", stranger: "fangliqin", after: replies(locked, telephone(), thread.Personal), wrong: "guard.post.thread_open"},
		{act: "thread.Reply", steps: []string{"post ask"}, set: replies(weekend, "我中心同意。", thread.Statement), may: "maliqing", leaves: thread.Confirming,
			not: "alex", says: "post.no_voice", stranger: "fangliqin", after: replies(locked, "我中心同意。", thread.Statement), wrong: "guard.post.thread_open"},
		{act: "thread.EnterLetter", set: enters(weekend), may: "sunlizhen", leaves: thread.Confirming, not: "maliqing", says: "post.letter_not_yours",
			stranger: "fangliqin", after: enters(locked), wrong: "guard.post.thread_open"},
		{act: "thread.AttachLetter", steps: []string{"post attach_letter"}, set: attaches, may: "sunlizhen", leaves: thread.Confirming, not: "maliqing",
			says: "workflow.not_yours", stranger: "cairangli", wrong: "guard.post.letter_asked"},
		{act: "thread.Revise", set: revises(plain), may: "maliqing", leaves: thread.Published, not: "hanlian", says: "guard.post.author", stranger: "fangliqin",
			after: revises(took(plain, "maliqing", "withdraw")), wrong: "workflow.wrong_state"},
		{act: "thread.Translate", set: translates(plain), may: "karin", leaves: thread.Published, stranger: "maliqing",
			after: translates(took(took(plain, "elin", "erase"), "linlihua", "erase")), wrong: "workflow.wrong_state",
			lacks: "not: whoever has no office of translation is told nothing of it"},
		{act: "thread.Translate", set: translates(held), may: "elin", leaves: thread.Held, stranger: "karin", // she translates, and does not see what waits
			after: translates(took(held, "elin", "return")), wrong: "workflow.wrong_state",
			lacks: "not: whoever cannot read it is told nothing of it"},
		{act: "thread.Steer", steps: []string{"thread lock"}, set: steers("lock"), may: "sunlizhen", leaves: thread.Locked, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "thread.Steer", steps: []string{"thread unlock"}, set: steers("unlock", "lock"), may: "elin", leaves: thread.Open, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "thread.Steer", steps: []string{"thread archive"}, set: steers("archive"), may: "wangliwen", leaves: thread.Archived, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
	}
}
