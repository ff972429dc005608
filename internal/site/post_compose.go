package site

import (
	"strconv"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// The lengths the room allows, for the counters beside the fields.
const (
	titleMax       = 120
	purposeMax     = 600
	bodyMax        = 20_000
	explanationMax = 500
	reasonMax      = 600
)

// threadForm adds the form for the next post, or says why there is none.
func (v *visit) threadForm(view *web.ThreadView, row thread.Row, posts []thread.PostRow, c composing) error {
	org, speaks := v.voice(row.Forum)
	if !speaks || row.State != thread.Open || row.ShownAt == nil {
		v.silence(view, row.Thread)
		view.Unsent = c.typed.body
		return nil
	}
	var saved time.Time
	if draft, begun := row.Draft(); begun {
		saved = v.goOn(draft, &c)
	}
	form := v.compose(c, web.Link(v.t, row.Path())+"#reply") // a refused reply comes back to its form
	form.Heading, form.Word, form.Save = v.t.Say("thread.reply"), v.t.Say("post.send"), true
	form.For = v.ownOrg(org)
	v.voiceChoice(&form, row.Forum, c)
	form.Language, form.Kind, form.Photo = v.languageChoice(c), v.kindChoice(c), v.photoAsk(c)
	form.Form.Files = true
	v.drafted(&form.Body, draftReply+row.ID, saved)
	view.Reply = &form
	return v.quoted(&form, row.Thread, posts, c.typed)
}

// silence says why there is no form.
func (v *visit) silence(view *web.ThreadView, t thread.Thread) {
	view.Silence = &web.Notice{Kind: web.Info}
	switch {
	case t.State != thread.Open:
		view.Silence.Title = v.t.Of("thread.silent", t.State)
		view.Silent = v.t.Say("thread.silent_reads")
		if t.Reason != "" {
			view.Silent, view.Locked = v.t.Say("post.reason_given"), t.Reason
		}
	case t.ShownAt == nil:
		view.Silence.Title, view.Silent = v.t.Of("thread.silent", "unshown"), v.t.Say("thread.silent_unshown")
	case v.actor.Visitor():
		view.Silent, view.SignIn = v.t.Say("thread.silent_visitor"), web.Link(v.t, "/login")+"?to="+t.Path()
	case policy.May(policy.ReadMembersArea, v.actor.RolesIn(t.Forum, v.now)):
		view.Silent = v.whyVoiceless(t.Forum)
	default:
		view.Silent = v.t.Say("thread.silent_stranger")
	}
}

// compose is a form with a body: what was typed, what is wrong with it, and its preview. What else is asked for is added by
// the page.
func (v *visit) compose(c composing, action string) web.Compose {
	said := map[string]string{}
	form := web.Compose{Form: web.Form{Action: action, Nonce: v.nonce(), Guard: true}}
	if c.fault != nil {
		said = web.Errors(v.t, c.fault.Fields)
		form.Wrongs = web.Wrongs(v.t, c.fault.Fields)
		if len(c.fault.Fields) == 0 {
			form.Wrongs = []web.Wrong{{Href: "#f-body", Text: v.t.Message(c.fault.Message)}}
		}
	}
	tag := lang.Code(c.typed.language).Tag()
	form.Body = web.Area{
		Ask:  web.Ask{Name: "body", Label: v.t.Say("post.body"), Hint: v.t.Say("post.body_hint"), Error: said["body"], Value: c.typed.body},
		Rows: 8, Max: bodyMax, Check: web.Link(v.t, "/check"), Preview: web.Link(v.t, "/preview"),
	}
	if tag != v.t.Tag() && lang.Code(c.typed.language).Valid() {
		form.Body.Lang = tag
	}
	if c.typed.act == "preview" && c.typed.body != "" && c.fault == nil {
		form.Preview = &web.Wording{HTML: markup.Render(c.typed.body).HTML, Lang: tag}
	}
	v.composeHits(&form, c)
	if form.Explanation == nil && (c.typed.explanation != "" || said["explanation"] != "") {
		v.askExplanation(&form, c, said["explanation"])
	}
	return form
}

func (v *visit) languageChoice(c composing) *web.Choice {
	choice := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("post.language"), Hint: v.t.Say("post.language_hint"), Value: c.typed.language, Error: v.composeWrong(c, "language")}}
	for _, code := range lang.Codes() {
		choice.Options = append(choice.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	return choice
}

func (v *visit) kindChoice(c composing) *web.Choice {
	return &web.Choice{Ask: web.Ask{Name: "kind", Label: v.t.Say("post.kind"), Value: c.typed.kind, Error: v.composeWrong(c, "kind")}, Options: []web.Option{
		{Value: string(thread.Personal), Word: v.t.Say("web.personal"), Hint: v.t.Say("post.kind_personal")},
		{Value: string(thread.Statement), Word: v.t.Say("web.statement"), Hint: v.t.Say("post.kind_statement")},
	}}
}

// composeWrong is the sentence beside a field.
func (v *visit) composeWrong(c composing, field string) string {
	if c.fault == nil {
		return ""
	}
	return web.Errors(v.t, c.fault.Fields)[field]
}

// ownOrg is the organisation the viewer speaks for.
func (v *visit) ownOrg(id policy.OrganisationID) *web.Org {
	o, known := v.orgs[id]
	if !known {
		return nil
	}
	org := orgIn(o, v.code())
	return &org
}

// quoted shows what is answered, as its reader has it before her; the room keeps the words of the original.
func (v *visit) quoted(form *web.Compose, t thread.Thread, posts []thread.PostRow, typed typedPost) error {
	for _, p := range posts {
		if typed.quote == 0 || p.Number != typed.quote || p.State != thread.Published {
			continue
		}
		words := typed.quoteText
		if words == "" {
			const most = 140
			written, err := v.s.Threads.Post(v.Request().Context(), v.actor, p.ID, "")
			if err != nil {
				return err
			}
			words = markup.Excerpt(written.Source, most)
		}
		form.Quote = &web.Citation{Text: words, Lang: lang.Code(p.Language).Tag(), Href: "#p" + strconv.Itoa(p.Number),
			Who: v.t.Say("post.quoted", fault.Args{"Number": strconv.Itoa(p.Number)})}
		form.Unquote = web.Link(v.t, t.Path()) + "?at=" + strconv.Itoa(p.Number) + "#reply"
		form.Hidden = append(form.Hidden, web.Hidden{Name: "quote", Value: strconv.Itoa(typed.quote)}, web.Hidden{Name: "quote_text", Value: typed.quoteText})
	}
	return nil
}

// drafted makes a body one whose text is kept on the device while it is typed and, once the gate found nothing in it, here.
func (v *visit) drafted(body *web.Area, key string, saved time.Time) {
	body.Draft, body.Saved = key, saved
	body.Check += "?draft=" + key
}
