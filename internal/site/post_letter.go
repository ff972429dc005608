package site

import (
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// letterPage is the form in which the secretary enters a statement that came on paper, by telephone or in person.
func letterPage(v *visit) error {
	row, err := v.letterIn()
	if err != nil {
		return err
	}
	typed := v.asked()
	typed.language, typed.channel = row.Language, "letter"
	return v.showLetter(row, composing{typed: typed})
}

// letterIn finds the thread, if entering letters there is the viewer's.
func (v *visit) letterIn() (thread.Row, error) {
	row, err := v.threadRow()
	if err != nil {
		return row, err
	}
	if !policy.May(policy.EnterLetter, v.actor.RolesIn(row.Forum, v.now)) {
		return row, fault.Forbidden("post.letter_not_yours", nil)
	}
	if row.State != thread.Open {
		return row, fault.Forbidden("guard.post.thread_open", nil)
	}
	if row.ShownAt == nil {
		return row, fault.Forbidden("guard.post.thread_shown", nil)
	}
	return row, nil
}

func (v *visit) showLetter(row thread.Row, c composing) error {
	senders, err := v.senders(row, c)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("post.enter_letter"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	key := draftLetter + row.ID
	saved, err := v.draftOf(key, &c)
	if err != nil {
		return err
	}
	form := v.compose(c, web.Link(v.t, row.Path()+"/letter"))
	form.Heading, form.Lead, form.Word = row.Reference, v.t.Say("post.letter_lead"), v.t.Say("post.enter_letter")
	form.Explanation, form.Back = nil, web.Link(v.t, row.Path()) // the words are the sender's; nobody else explains them
	form.Language, form.Mandate, form.Channel = v.languageChoice(c), senders, v.channelChoice(c)
	form.Dated = &web.Input{Ask: web.Ask{Name: "dated", Label: v.t.Say("post.letter_dated"), Hint: v.t.Say("post.letter_dated_hint"), Value: c.typed.dated, Error: v.composeWrong(c, "dated")}, Short: true}
	form.Body.Label, form.Body.Hint = v.t.Say("post.letter_body"), v.t.Say("post.letter_body_hint")
	form.Paper, form.Form.Files = v.paperAsk(c, true), true
	v.drafted(&form.Body, key, saved)
	crumbs := append(threadCrumbs(v, row), web.Anchor{Word: v.t.Say("post.enter_letter")})
	return v.show(status(c.fault), web.Composing(web.ComposePage{Page: page, Crumbs: crumbs, Compose: form}))
}

// senders are those whose words a letter can hold now, as the room says.
func (v *visit) senders(row thread.Row, c composing) (*web.Choice, error) {
	mandates, err := v.s.Threads.Senders(v.Request().Context(), v.actor, row.Forum)
	if err != nil {
		return nil, err
	}
	choice := &web.Choice{Ask: web.Ask{Name: "mandate", Label: v.t.Say("post.letter_of"), Hint: v.t.Say("post.letter_of_hint"), Value: c.typed.mandate, Error: v.composeWrong(c, "mandate")}}
	choice.Options = []web.Option{{Word: v.t.Say("post.letter_choose")}}
	for _, m := range mandates {
		name, _ := v.postName(m.PersonName, m.Latin)
		org := map[string]string{"zh": m.OrgZh, "en": m.OrgEn, "sv": m.OrgSv}[v.code()]
		if org == "" {
			org = m.OrgZh
		}
		choice.Options = append(choice.Options, web.Option{Value: string(m.ID), Word: v.t.Say("post.letter_sender_option", fault.Args{"Who": name, "Organisation": org})})
	}
	return choice, nil
}

func (v *visit) channelChoice(c composing) *web.Choice {
	choice := &web.Choice{Ask: web.Ask{Name: "channel", Label: v.t.Say("post.letter_channel"), Value: c.typed.channel, Error: v.composeWrong(c, "channel")}}
	for _, channel := range thread.Channels() {
		choice.Options = append(choice.Options, web.Option{Value: channel, Word: v.t.Of("post.channel", channel)})
	}
	return choice
}

// letterEnter takes the statement in; it waits until a second person has checked it against the paper.
func letterEnter(v *visit) error {
	row, err := v.letterIn()
	if err != nil {
		return err
	}
	typed, key := v.typedPost(), draftLetter+row.ID
	if typed.again() {
		return v.showLetter(row, typed.shown(v.unseen))
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	t, p, err := v.s.Threads.EnterLetter(v.once().Context(), v.actor, thread.LetterForm{Thread: row.ID, Language: typed.language, Body: typed.body,
		Mandate: policy.MandateID(typed.mandate), Channel: typed.channel, Dated: typed.dated, Paper: paper})
	if f, ok := v.refused(err); ok {
		c := composing{typed: typed, fault: f}
		if hotline(f) {
			return v.showHotline(threadCrumbs(v, row), c, row.Path()+"/letter")
		}
		return v.showLetter(row, c)
	}
	if err != nil {
		return err
	}
	if _, err := v.s.Threads.SaveDraft(v.Request().Context(), v.actor, key, ""); err != nil {
		return err
	}
	v.s.remember(v.Context, acceptedCookie, key, 60)
	return v.to(t.PostPath(p.Number), "letter_entered")
}
