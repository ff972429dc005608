package site

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// letterFile serves the scanned letter behind a statement to the few who may open it: as a file to keep, never as a page of this
// house, since nobody here made it.
func letterFile(v *visit) error {
	l, err := v.s.Threads.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}

// sandbox is said of what people sent in, should a browser show it after all: nothing in it runs, and it loads nothing.
const sandbox = "sandbox; default-src 'none'"

// scan serves a scanned paper as a file to keep.
func (v *visit) scan(kind, name string, content []byte) error {
	h := v.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", sandbox)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "private, no-store")
	http.ServeContent(v.Response(), v.Request(), "", time.Time{}, bytes.NewReader(content))
	return nil
}

// letterLink leads those who may open the letter to it.
func (v *visit) letterLink(view *web.PostView, row thread.PostRow) error {
	if row.Letter == "" {
		return nil
	}
	l, err := v.s.Threads.LetterOf(v.Request().Context(), v.actor, row.Post)
	if err != nil || l == nil {
		return err
	}
	view.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, "/letter/"+l.ID)}
	return nil
}

// paperAsk asks for the scanned letter. A form that comes back has lost it.
func (v *visit) paperAsk(c composing, optional bool) *web.Ask {
	ask := &web.Ask{Name: "file", Label: v.t.Say("letter.file"), Hint: v.t.Say("letter.hint"), Error: v.composeWrong(c, "file"), Optional: optional}
	if _, _, err := v.Request().FormFile("file"); err == nil && ask.Error == "" && c.fault != nil {
		ask.Error = v.t.Say("letter.again")
	}
	return ask
}

// paper is the file that was sent, if one was; the caller closes it.
func (v *visit) paper() (*input.Sent, io.Closer, error) {
	sent, head, err := v.Request().FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart):
		return nil, io.NopCloser(nil), nil
	case err != nil:
		return nil, nil, err
	}
	return &input.Sent{File: sent, Name: head.Filename}, sent, nil
}

// attachPage is the form in which the secretary attaches the letter an organisation signed to the statement its author typed.
func attachPage(v *visit) error {
	t, row, err := v.attachOn()
	if err != nil {
		return err
	}
	return v.showAttach(t, row, composing{})
}

// attachOn finds the statement of the address, if its letter is the viewer's to attach.
func (v *visit) attachOn() (thread.Row, thread.PostRow, error) {
	t, row, err := v.alone()
	if err != nil {
		return t, row, err
	}
	roles := v.actor.RolesIn(row.Forum, v.now)
	if !policy.May(policy.EnterLetter, roles) {
		return t, row, fault.Forbidden("post.letter_not_yours", nil)
	}
	_, err = thread.Machine().Step(row.State, "attach_letter", roles, v.postJudgement(t.Thread, row))
	return t, row, err
}

func (v *visit) showAttach(t thread.Row, row thread.PostRow, c composing) error {
	ref, _, err := v.postTitle(t, row)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Of("verb.post", "attach_letter"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	at := web.Link(v.t, "/p/"+row.ID)
	view := web.PostStepView{Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Post: v.postBare(t.Thread, row), Lead: v.t.Say("letter.attach_lead"),
		Form: web.Form{Action: at + "/letter", Nonce: v.nonce(), Files: true}, Version: row.Version, Word: page.Title, Kind: "first", Back: at,
		Paper: v.paperAsk(c, false),
		Dated: &web.Input{Ask: web.Ask{Name: "dated", Label: v.t.Say("post.letter_dated"), Hint: v.t.Say("post.letter_dated_hint"), Value: c.typed.dated,
			Error: v.composeWrong(c, "dated")}, Short: true}}
	view.Post.Notes = v.postNotes(row)
	if c.fault != nil {
		view.Wrongs = web.Wrongs(v.t, c.fault.Fields)
		if len(c.fault.Fields) == 0 {
			view.Wrongs = []web.Wrong{{Href: "#main", Text: v.t.Message(c.fault.Message)}}
		}
	}
	return v.show(status(c.fault), web.PostStep(view))
}

// attachLetter takes the letter in; a second person checks the words against it.
func attachLetter(v *visit) error {
	t, row, err := v.attachOn()
	if err != nil {
		return err
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	typed := v.typedPost()
	_, p, err := v.s.Threads.AttachLetter(v.once().Context(), v.actor, thread.AttachForm{Post: row.ID, Dated: typed.dated, Paper: paper, Version: v.version()})
	if f, ok := v.refused(err); ok {
		return v.showAttach(t, row, composing{typed: typed, fault: f})
	}
	if err != nil {
		return err
	}
	return v.to("/p/"+p.ID, "letter_attached")
}
