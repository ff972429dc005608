package notice_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

func langOf(code string) lang.Code { return lang.Code(code) }

// until waits for something that letters on their way bring about.
func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !is(); {
		if time.Now().After(end) {
			t.Fatalf("waited too long: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// send runs the queue until it is empty.
func (w *world) send() {
	w.Helper()
	w.must(w.n.Start(ctx))
	defer func() { w.must(w.n.Stop(ctx)) }()
	until(w.TB, "the queue to empty", func() bool {
		n, _, err := w.n.Queue(ctx)
		return err == nil && n == 0
	})
}

func (w *world) states() map[policy.PersonID]notice.Mail {
	w.Helper()
	all := map[policy.PersonID]notice.Mail{}
	for _, row := range w.notices() {
		all[row.PersonID] = row.Mail
		if (row.Mail == notice.Sent) != (row.MailedAt != nil) {
			w.Errorf("%s: %s, mailed at %v", row.PersonID, row.Mail, row.MailedAt)
		}
	}
	return all
}

// spans are the marks of what is in another language than its letter.
var spans = regexp.MustCompile(`</?span[^>]*>`)

func TestLettersSpeakTheLanguageOfTheirReader(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.say("mod", register.Note{Noun: thread.PostNoun, ID: w.post("t1", thread.Published), Verb: "post.hidden", For: "huilin", Access: postAccess(thread.Published),
			Tell: register.Tell{Persons: []policy.PersonID{"li", "zhang", "observer"}}, Values: map[string]string{"reason": "文中有地名\n请修改"}})
		w.send()
		want := map[string][]string{
			"li@people.example": {"【同席】您在《儿童主任一人多岗》中的发言（HD-T-2019-01 #1）已被隐藏", "李例明，您好：", "理由：文中有地名\n请修改", "2019年6月10日 09:00（北京时间），03:00（斯德哥尔摩时间）",
				"https://forum.example/zh/f/HD/t/2019-01?at=1#p1", "https://forum.example/zh/account", "此事与您本人有关"},
			"zhang@people.example": {"Same Table: Your post in “One child director, many posts” (HD-T-2019-01 #1) has been hidden", "Dear Zhang Liwen,", "Reason: 文中有地名",
				"10 June 2019, 09:00 (Beijing), 03:00 (Stockholm)", "https://forum.example/en/f/HD/t/2019-01?at=1#p1", "https://forum.example/en/account", "because it concerns you"},
			"observer@people.example": {"Vid samma bord – Ditt inlägg i ”Ett barnombud, flera uppdrag” (HD-T-2019-01 #1) har dolts", "Hej Zhao Guan,", "Motivering: 文中有地名",
				"den 10 juni 2019 kl.\u00a003.00 (Stockholm), kl.\u00a009.00 (Peking)", "https://forum.example/sv/f/HD/t/2019-01?at=1#p1", "https://forum.example/sv/account", "eftersom det gäller dig"},
		}
		letters := w.pile.all()
		if len(letters) != len(want) {
			w.Fatalf("%d letters", len(letters))
		}
		for _, l := range letters {
			parts := want[l.To]
			if len(parts) == 0 || l.Subject != parts[0] {
				w.Errorf("to %s: subject %q", l.To, l.Subject)
				continue
			}
			for _, part := range parts[1:] {
				if !strings.Contains(l.Text, part) {
					w.Errorf("the text to %s lacks %q:\n%s", l.To, part, l.Text)
				}
				if !strings.Contains(spans.ReplaceAllString(strings.ReplaceAll(l.HTML, "&#34;", `"`), ""), part) {
					w.Errorf("the page to %s lacks %q:\n%s", l.To, part, l.HTML)
				}
			}
			if !strings.Contains(l.HTML, `<html lang="`+l.Language+`">`) || strings.Contains(l.HTML, "<img") {
				w.Errorf("to %s: %s", l.To, l.HTML)
			}
			if l.MessageID == "" || !strings.HasPrefix(l.MessageID, "notice.") || !slices.Equal(l.References, []string{"about.t1@forum.example"}) {
				w.Errorf("%s, %v", l.MessageID, l.References)
			}
		}
		for p, state := range w.states() {
			if state != notice.Sent {
				w.Errorf("%s: %s", p, state)
			}
		}
	})
}

func TestALetterSaysWhatIsInAnotherLanguage(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.thread("t9", "HD-T-2019-09", "谁来画地图", "", "")
		w.say("mod", register.Note{Noun: thread.PostNoun, ID: w.post("t9", thread.Published), Verb: "post.hidden", For: "huilin", Access: postAccess(thread.Published),
			Tell: register.Tell{Persons: []policy.PersonID{"li", "zhang", "observer"}}, Values: map[string]string{"reason": "文中有地名"}})
		w.send()
		marked := map[string][2]string{
			"li@people.example":       {`《谁来画地图》`, "理由：文中有地名"},
			"zhang@people.example":    {`“<span lang="zh-Hans">谁来画地图</span>”`, `Reason: <span lang="zh-Hans">文中有地名</span>`},
			"observer@people.example": {`”<span lang="zh-Hans">谁来画地图</span>”`, `Motivering: <span lang="zh-Hans">文中有地名</span>`},
		}
		for _, l := range w.pile.all() {
			for _, part := range marked[l.To] {
				if !strings.Contains(l.HTML, part) || strings.Contains(l.Text, "<span") {
					w.Errorf("the letter to %s lacks %s:\n%s", l.To, part, l.HTML)
				}
			}
			delete(marked, l.To)
		}
		if len(marked) > 0 {
			w.Errorf("no letters to %v", marked)
		}
	})
}

func TestWordsOfPeopleStayWords(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.thread("t9", "HD-T-2019-09", "<b>题</b>\r\nBcc: spy@evil.example", "<script>alert(1)</script> & more", "x")
		w.change(&account.Person{}, "zhang", "latin", "Zhang <i>L</i>\r\nTo: spy@evil.example")
		w.say("<script>", register.Note{Noun: thread.Noun, ID: "t9", Verb: "thread.opened", For: "huilin", Access: members(),
			Values: map[string]string{"actor": "<script>\r\n\r\nEvil"}, Tell: register.Tell{Persons: []policy.PersonID{"li", "zhang"}}})
		w.send()
		for _, l := range w.pile.all() {
			if strings.Contains(l.HTML, "<script>") || strings.Contains(l.HTML, "<b>题") || strings.Contains(l.HTML, "<i>") {
				w.Errorf("markup of people in a letter:\n%s", l.HTML)
			}
		}
		if len(w.pile.all()) != 2 {
			w.Errorf("%d letters", len(w.pile.all()))
		}
	})
}

func TestALetterIsWithheldFromWhoeverMayNotSeeItAnyMore(t *testing.T) {
	for name, c := range map[string]struct {
		change func(w *world)
		gone   []policy.PersonID
	}{
		"a mandate ended":         {func(w *world) { w.change(&forum.Mandate{}, "d-wang", "state", forum.Ended) }, []policy.PersonID{"wang"}},
		"an account was disabled": {func(w *world) { w.change(&account.Person{}, "wang", "state", account.Disabled) }, []policy.PersonID{"wang"}},
		"an address was removed":  {func(w *world) { w.change(&account.Person{}, "wang", "email", "") }, []policy.PersonID{"wang"}},
		"letters were switched off": {func(w *world) { w.change(&account.Person{}, "wang", "mail_mode", account.Never) },
			[]policy.PersonID{"wang"}},
		"it was closed to them": {func(w *world) {
			c := register.Card{Noun: thread.Noun, NounID: "t1", Language: "zh", TitleZh: "题", Access: policy.Access{Class: policy.Moderation}}
			w.card(c)
		}, []policy.PersonID{"li", "zhang", "wang", "observer", "sec"}},
		"nothing": {func(*world) {}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			worlds(t, nil, func(w *world) {
				w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everyone()})
				if n, oldest, err := w.n.Queue(ctx); err != nil || n != 5 || time.Since(oldest) > time.Minute || time.Since(oldest) < -time.Second {
					w.Errorf("%d wait since %v: %v", n, oldest, err)
				}
				c.change(w)
				w.send()
				for p, state := range w.states() {
					want := notice.Sent
					if slices.Contains(c.gone, p) {
						want = notice.Withheld
					}
					if state != want {
						w.Errorf("%s: %s, want %s", p, state, want)
					}
				}
				for _, l := range w.pile.all() {
					if slices.ContainsFunc(c.gone, func(p policy.PersonID) bool { return strings.HasPrefix(l.To, string(p)+"@") }) {
						w.Errorf("a letter went to %s", l.To)
					}
				}
				if len(w.pile.all()) != 5-len(c.gone) {
					w.Errorf("%d letters", len(w.pile.all()))
				}
			})
		})
	}
}

func TestOnlyWhoWantsLettersGetsThem(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.change(&account.Person{}, "li", "mail_mode", account.Never)
		w.change(&account.Person{}, "zhang", "email", "")
		w.change(&account.Person{}, "sec", "mail_mode", account.Daily)
		note := register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"li", "zhang", "wang", "sec"}}}
		w.say("mod", note)
		want := map[policy.PersonID]notice.Mail{"li": notice.NoMail, "zhang": notice.NoMail, "wang": notice.Waiting, "sec": notice.Daily}
		for p, state := range w.states() {
			if state != want[p] {
				w.Errorf("%s: %s, want %s", p, state, want[p])
			}
		}
		// a house that reads old entries floods no mailbox
		w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
			tx.Permit(policy.Allow(thread.Noun, "t1", "say"))
			tx.Enter(note)
			return nil
		}))
		w.c.Advance(8 * 24 * time.Hour)
		w.must(w.r.CatchUp(ctx))
		if told := w.told(); len(told) != 4 {
			w.Errorf("told %v", told)
		}
		if n, _, err := w.n.Queue(ctx); err != nil || n != 1 {
			w.Errorf("%d letters wait, %v", n, err)
		}
	})
}
