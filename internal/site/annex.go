package site

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/web"
)

// shotSide is the longer side of a photo on a page; its small picture has twice as many pixels, for fine screens.
const shotSide = 240

// annexRoutes are the files that go with proposals, and those that lie on sheets. With ?small they give a photo as it stands on a page.
func (s *Site) annexRoutes() []Route {
	return []Route{
		get("/:l/annex/:id", anyone, annexFile),
		get("/:l/sheet-file/:id", signedIn, sheetFile),
		get("/:l/write/proposal/:id/annex", signedIn, func(v *visit) error { // where a form that came back is asked for again
			return v.Redirect(http.StatusSeeOther, web.Link(v.t, "/write/proposal/"+v.Param("id")+"/check"))
		}),
		post("/:l/write/proposal/:id/annex", signedIn, annexAdd),
		post("/:l/write/proposal/:id/annex/:file/remove", signedIn, annexRemove),
	}
}

// annexFile serves a file of a proposal to whoever may see the version it goes with, or is to decide on the appeal about it.
func annexFile(v *visit) error {
	if about := v.QueryParam("appeal"); about != "" {
		a, err := v.s.Appeals.Annex(v.Request().Context(), v.actor, about, v.Param("id"))
		if err != nil {
			return err
		}
		return v.matter(a.Matter)
	}
	a, err := v.s.Proposals.Annex(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.matter(a.Matter)
}

// sheetFile serves a file of a sheet to the people of its organisation.
func sheetFile(v *visit) error {
	ctx, id := v.Request().Context(), v.Param("id")
	if letter := v.QueryParam("letter"); letter != "" { // whoever checks it reads what it confirms
		f, err := v.s.Letters.File(ctx, v.actor, letter, id)
		if err != nil {
			return err
		}
		return v.matter(f.Matter)
	}
	f, err := v.s.Proposals.File(ctx, v.actor, id)
	if err != nil {
		return err
	}
	return v.matter(f.Matter)
}

// matter serves a photo, or a PDF as a file to keep. What a proposal has may be erased any day, so the browser asks each time.
func (v *visit) matter(m drafting.Matter) error {
	if !m.IsPhoto() {
		return v.scan(m.Kind, m.Name, m.Content)
	}
	content, tag := m.Content, m.Hash
	if v.QueryParams().Has("small") {
		content, tag = m.Thumb(), m.Hash+"-small"
	}
	h := v.Response().Header()
	h.Set("Content-Type", m.Kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", sandbox)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(v.Response(), v.Request(), "", time.Time{}, bytes.NewReader(content))
	return nil
}

// annexView is a file as it stands on a page. Its words are in the language of the proposal.
func (v *visit) annexView(m drafting.Matter, path, language string) web.AnnexView {
	view := web.AnnexView{Href: web.Link(v.t, path), Alt: m.Alt, Lang: lang.Code(language).Tag(), Name: m.Name, Size: strconv.Itoa((m.Size+1023)/1024) + " kB"}
	if m.IsPhoto() {
		ask := "?small"
		if strings.Contains(path, "?") {
			ask = "&small"
		}
		view.Small, view.Width, view.Height = view.Href+ask, m.Width, m.Height
		if longer := max(m.Width, m.Height); longer > shotSide {
			view.Width, view.Height = max(1, m.Width*shotSide/longer), max(1, m.Height*shotSide/longer)
		}
	}
	return view
}

// annexes are the files of a version of a proposal, as far as the viewer may see them.
func (v *visit) annexes(row proposal.Row, version string) ([]web.AnnexView, error) {
	files, err := v.s.Proposals.Annexes(v.Request().Context(), v.actor, row.Proposal, version)
	var list []web.AnnexView
	for _, a := range files {
		list = append(list, v.annexView(a.Matter, "/annex/"+a.ID, row.Language))
	}
	return list, err
}

// laidFiles are the files of a sheet.
func (v *visit) laidFiles(sh drafting.Sheet, letter string) ([]web.AnnexView, error) {
	files, err := v.s.Proposals.Files(v.Request().Context(), sh)
	var list []web.AnnexView
	for _, f := range files {
		at := "/sheet-file/" + f.ID
		if letter != "" {
			at += "?letter=" + letter
		}
		list = append(list, v.annexView(f.Matter, at, sh.Language))
	}
	return list, err
}

// annexDesk is the part of the last step of writing where files are laid on the sheet.
func (v *visit) annexDesk(sh drafting.Sheet, bad *fault.Fault) (*web.AnnexDesk, error) {
	files, err := v.s.Proposals.Files(v.Request().Context(), sh)
	if err != nil {
		return nil, err
	}
	d, at := &web.AnnexDesk{}, web.Link(v.t, sh.Path()+"/annex")
	for i, f := range files {
		view := v.annexView(f.Matter, "/sheet-file/"+f.ID, sh.Language)
		view.Drop = &web.Act{Word: v.t.Say("annex.drop", fault.Args{"N": strconv.Itoa(i + 1)}), Action: at + "/" + f.ID + "/remove", Nonce: clock.NewSecret(), Version: sh.Version}
		d.Files = append(d.Files, view)
	}
	if len(files) >= drafting.MostFiles {
		d.Full = v.t.Say("annex.many", fault.Args{"Most": drafting.MostFiles})
		return d, nil
	}
	d.Form = &web.Form{Action: at, Nonce: clock.NewSecret(), Files: true, Guard: true, Label: v.t.Say("annex.add")}
	d.Alt = web.Input{Ask: web.Ask{Name: "alt", Label: v.t.Say("annex.alt"), Hint: v.t.Say("annex.alt_hint"), Lang: lang.Code(sh.Language).Tag()}, Autocomplete: "off", Check: web.Link(v.t, "/check")}
	d.File = web.Ask{Name: "file", Label: v.t.Say("annex.file"), Hint: v.t.Say("annex.hint", fault.Args{"Most": drafting.MostFiles})}
	if bad != nil {
		said := web.Errors(v.t, bad.Fields)
		d.Alt.Value, d.Alt.Error, d.File.Error = shaped(v.FormValue("alt")), said["alt"], said["file"]
		d.Alt.Hits = v.fieldHits(bad, "alt", d.Alt.Value)
		if d.File.Error == "" && v.Param("step") == "" { // no browser gives a file back
			d.File.Error = v.t.Say("letter.again")
		}
	}
	return d, nil
}

// annexAdd lays a file on a sheet.
func annexAdd(v *visit) error {
	sh, err := v.s.Proposals.Sheet(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	v.mendForm()
	if v.FormValue("mend") != "" {
		return v.showWriting(sh, "check", nil, fault.Invalid())
	}
	if v.unseen != nil {
		return v.showWriting(sh, "check", nil, v.unseen)
	}
	sent, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	_, err = v.s.Proposals.AddFile(v.once().Context(), v.actor, drafting.Adding{Sheet: sh.ID, Sent: sent, Alt: shaped(v.FormValue("alt"))})
	if f, ok := v.refused(err); ok && f.Reason == fault.ReasonInvalid {
		if hotline(f) {
			return v.proposalHotline(sh.Path() + "/check")
		}
		return v.showWriting(sh, "check", nil, f)
	}
	if err != nil {
		return err
	}
	return v.to(sh.Path()+"/check#annexes", "annex_added")
}

// annexRemove takes a file off a sheet.
func annexRemove(v *visit) error {
	sh, err := v.s.Proposals.DropFile(v.once().Context(), v.actor, v.Param("id"), v.Param("file"))
	if err != nil {
		return err
	}
	return v.to(sh.Path()+"/check#annexes", "annex_removed")
}

// vouch asks whoever confirms a proposal with files to say that no child can be recognised in them.
func (v *visit) vouch(files []web.AnnexView, bad *fault.Fault) []web.FormField {
	if len(files) == 0 {
		return nil
	}
	word := "annex.vouch_photos"
	for _, f := range files {
		if f.Small == "" {
			word = "annex.vouch_files"
		}
	}
	tick := &web.Choice{Ask: web.Ask{Name: "no_child", Label: v.t.Say("annex.vouch"), Hint: v.t.Say("annex.vouch_hint")},
		Options: []web.Option{{Value: "yes", Word: v.t.Say(word), Chosen: v.vouches()}}}
	if bad != nil {
		tick.Error = web.Errors(v.t, bad.Fields)["no_child"]
	}
	return []web.FormField{{Ticks: tick}}
}

// vouches tells whether that was ticked.
func (v *visit) vouches() bool { return v.FormValue("no_child") == "yes" }
