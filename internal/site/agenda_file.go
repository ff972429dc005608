package site

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"sametable/internal/annex"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/web"
)

// agendaFileRoutes are the files of items of agendas.
func (s *Site) agendaFileRoutes() []Route {
	return []Route{
		get("/:l/meeting-file/:id", anyone, agendaFileOpen),
		get("/:l/meeting/:id/item/:item/file", signedIn, agendaFilePage),
		post("/:l/meeting/:id/item/:item/file", signedIn, agendaFileAdd),
		get("/:l/meeting/:id/item/:item/file/:file/remove", signedIn, agendaFileLeaves),
		post("/:l/meeting/:id/item/:item/file/:file/remove", signedIn, agendaFileRemove),
	}
}

// pdfAlone is said of a PDF that a browser shows: it loads nothing and stands in no other page. Chromium shows none that is sandboxed, and one that would
// run something was not taken in.
const pdfAlone = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"

// agendaFileOpen serves a file to whoever sees the item it goes with. What a browser shows by itself it shows, with nothing in it that runs; the rest
// is kept. It may be taken away any day, so the browser asks each time.
func agendaFileOpen(v *visit) error {
	f, err := v.s.Meetings.File(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	h, how, alone := v.Response().Header(), "attachment", sandbox
	if annex.Shows(f.Kind) {
		how = "inline"
	}
	if f.Kind == annex.PDF {
		alone = pdfAlone
	}
	h.Set("Content-Type", f.Kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", alone)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+f.Hash+`"`)
	http.ServeContent(v.Response(), v.Request(), "", time.Time{}, bytes.NewReader(f.Content))
	return nil
}

// agendaFiles are the files of an item, those that stand first and then those that were taken away after readers had been told of them.
func (v *visit) agendaFiles(p meeting.Page, row meeting.ItemRow) []web.AgendaFile {
	var all, gone []web.AgendaFile
	removes := v.mayFile(p, row, "detach")
	for _, f := range row.Files {
		one := v.agendaFile(annex.Listed{ID: f.ID, Language: f.Language, Title: f.Title, Kind: f.Kind, Size: f.Size, Hash: f.Hash})
		if !f.Stands() {
			one.Gone, one.Reason = v.t.Say("agenda_file.gone"), f.Reason
			if !v.s.Meetings.OpensGone(v.actor, p.Forum) {
				one.Href = ""
			}
			gone = append(gone, one)
			continue
		}
		if removes && !f.Erased() {
			one.Remove = &web.Anchor{Word: v.t.Say("agenda_file.remove"), Href: web.Link(v.t, fileAt(p, row)+"/"+f.ID+"/remove")}
		}
		all = append(all, one)
	}
	return append(all, gone...)
}

// agendaFile is a file as a page names it.
func (v *visit) agendaFile(f annex.Listed) web.AgendaFile {
	one := web.AgendaFile{ID: f.ID, Title: f.Title, Lang: tagOf(f.Language), Said: v.weighed(f), Hash: annex.Short(f.Hash), Href: web.Link(v.t, meeting.FilePath(f.ID)), Keep: !annex.Shows(f.Kind)}
	if f.Title == "" {
		one.Title, one.Lang, one.Href = v.t.Say("agenda_file.erased"), v.t.Tag(), ""
	}
	return one
}

// weighed is the type and the size of a file.
func (v *visit) weighed(f annex.Listed) string {
	kind := strings.ToUpper(annex.Ending(f.Kind))
	if f.Size >= 1<<20 {
		return v.t.Say("agenda_file.weighs_mb", fault.Args{"Kind": kind, "Size": v.t.Decimal(float64(f.Size)/(1<<20), 1)})
	}
	return v.t.Say("agenda_file.weighs", fault.Args{"Kind": kind, "Size": v.t.Number((f.Size + 1023) / 1024)})
}

// fileAt is the address of the form for a file of an item.
func fileAt(p meeting.Page, row meeting.ItemRow) string {
	return "/meeting/" + p.ID + "/item/" + row.ID + "/file"
}

// mayFile tells whether a step with the files of an item is the viewer's now.
func (v *visit) mayFile(p meeting.Page, row meeting.ItemRow, verb string) bool {
	return !v.actor.Visitor() && v.s.Meetings.MayItem(v.actor, p, row, verb) == nil
}

// fileAct leads to the form that adds a file.
func (v *visit) fileAct(p meeting.Page, row meeting.ItemRow, i *web.AgendaItem) {
	if v.mayFile(p, row, "attach") {
		i.Acts = append(i.Acts, web.Act{Word: v.t.Of("verb.agenda_item", "attach"), Icon: "plus", Href: web.Link(v.t, fileAt(p, row))})
	}
}

// fileOn finds the item of the address, where a step with its files is the viewer's.
func (v *visit) fileOn(verb string) (meeting.Page, meeting.ItemRow, error) {
	p, row, err := v.itemOf()
	if err != nil {
		return p, row, err
	}
	return p, row, v.s.Meetings.MayItem(v.actor, p, row, verb)
}

func agendaFilePage(v *visit) error {
	p, row, err := v.fileOn("attach")
	if err != nil {
		return err
	}
	return v.showAgendaFile(p, row, meeting.FileForm{Language: row.Language}, nil)
}

// showAgendaFile is the form that adds a file. A form that comes back has lost the file, and says so.
func (v *visit) showAgendaFile(p meeting.Page, row meeting.ItemRow, form meeting.FileForm, bad *fault.Fault) error {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
		if said["file"] == "" && form.Sent != nil {
			said["file"] = v.t.Say("letter.again")
		}
	}
	ask := func(name, label, hint, value string) web.Ask {
		return web.Ask{Name: name, Label: label, Hint: hint, Error: said[name], Value: value}
	}
	file := ask("file", v.t.Say("agenda_file.file"), v.t.Say("agenda_file.file_hint", fault.Args{"Most": annex.MostBytes >> 20, "Files": annex.MostFiles}), "")
	title := &web.Input{Ask: ask("title", v.t.Say("agenda_file.title"), v.t.Say("agenda_file.title_hint"), form.Title), Autocomplete: "off", Check: web.Link(v.t, "/check"), Hits: v.fieldHits(bad, "title", form.Title)}
	tick := ask("no_child", v.t.Say("agenda_file.no_child"), v.t.Say("agenda_file.no_child_hint"), "")
	tick.Optional = true
	fields := []web.FormField{{File: &file}, {Line: title}, {Pick: &web.Choice{Ask: ask("language", v.t.Say("agenda_file.language"), "", form.Language), Options: languageOptions()}},
		{Ticks: &web.Choice{Ask: tick, Options: []web.Option{{Value: "yes", Word: v.t.Say("agenda_file.vouch"), Chosen: form.Vouched}}}}}
	word := v.t.Of("verb.agenda_item", "attach")
	name, in := row.Title(v.code())
	view := web.LongForm{Word: word, Lead: v.t.Say("agenda_file.lead"), Back: v.fileBack(p, row), Crumbs: v.meetingCrumbs(p.Row, word), Version: row.Version,
		Form: web.Form{Action: web.Link(v.t, fileAt(p, row)), Files: true}, About: []web.Pair{{Key: v.t.Say("meeting.item"), Text: name, Lang: tagOf(in)}}, Parts: []web.FormPart{{Fields: fields}}}
	return v.showMeetingForm(view, bad, "file")
}

// fileBack is where she came from: the page of the meeting, or while the table sits the holding page.
func (v *visit) fileBack(p meeting.Page, row meeting.ItemRow) string {
	if p.State == meeting.InSession || p.State == meeting.Adjourned {
		return web.Link(v.t, heldAt(p.Meeting, "item-"+row.ID))
	}
	return web.Link(v.t, p.Path()+"#item-"+row.ID)
}

func agendaFileAdd(v *visit) error {
	p, row, err := v.fileOn("attach")
	if err != nil {
		return err
	}
	sent, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	form := meeting.FileForm{Meeting: p.ID, Item: row.ID, Title: input.Tidy(v.FormValue("title")), Language: v.FormValue("language"), Sent: sent, Vouched: v.vouches(), Version: v.version()}
	_, err = v.s.Meetings.AddFile(v.once().Context(), v.actor, form)
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showAgendaFile(p, row, form, bad)
	}
	if err != nil {
		return err
	}
	return v.toFile(p, row, "agenda_file_added")
}

// toFile leads back to the item once its files have changed.
func (v *visit) toFile(p meeting.Page, row meeting.ItemRow, flash string) error {
	if p.State == meeting.InSession || p.State == meeting.Adjourned {
		return v.to(heldAt(p.Meeting, "item-"+row.ID), flash)
	}
	return v.to(p.Path()+"#item-"+row.ID, flash)
}

// agendaFileLeaves asks before a file is taken away: once the meeting was announced, for the reason.
func agendaFileLeaves(v *visit) error {
	p, row, err := v.fileOn("detach")
	if err != nil {
		return err
	}
	return v.showFileLeaves(p, row, "", nil)
}

func (v *visit) showFileLeaves(p meeting.Page, row meeting.ItemRow, words string, bad *fault.Fault) error {
	at := slices.IndexFunc(row.Files, func(f annex.File) bool { return f.ID == v.Param("file") && (f.Stands() || bad != nil) })
	if at < 0 {
		return fault.NotFound()
	}
	f := v.agendaFile(annex.List([]annex.File{row.Files[at]})[0])
	word := v.t.Of("verb.agenda_item", "detach")
	view := web.LongForm{Word: word, Lead: v.t.Say("agenda_file.leaves_freely"), Kind: "danger", Back: v.fileBack(p, row), Crumbs: v.meetingCrumbs(p.Row, word), Version: row.Version,
		Form:  web.Form{Action: web.Link(v.t, fileAt(p, row)+"/"+v.Param("file")+"/remove")},
		About: []web.Pair{{Key: v.t.Say("agenda_file.one"), Text: f.Title, Lang: f.Lang}, {Key: v.t.Say("agenda_file.hash"), Text: f.Hash}}}
	if p.AnnouncedAt != nil {
		area := &web.Area{Ask: web.Ask{Name: "words", Label: v.t.Say("post.reason"), Hint: v.t.Say("meeting.reason_hint"), Value: words}, Rows: 3, Max: meeting.ReasonMost, Check: web.Link(v.t, "/check")}
		if bad != nil {
			area.Error = web.Errors(v.t, bad.Fields)["words"]
		}
		area.Hits = v.fieldHits(bad, "words", words)
		view.Lead, view.Parts = v.t.Say("agenda_file.leaves"), []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	}
	return v.showMeetingForm(view, bad, "words")
}

func agendaFileRemove(v *visit) error {
	p, row, err := v.fileOn("detach")
	if err != nil {
		return err
	}
	words := shaped(v.FormValue("words"))
	_, err = v.s.Meetings.DropFile(v.once().Context(), v.actor, meeting.FileLeaving{Meeting: p.ID, Item: row.ID, File: v.Param("file"), Reason: words, Version: v.version()})
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showFileLeaves(p, row, words, bad)
	}
	if err != nil {
		return err
	}
	return v.toFile(p, row, "agenda_file_removed")
}

// fileChanges say which files came and went between two agendas that were sent.
func (v *visit) fileChanges(c meeting.Change) []web.AgendaFile {
	before := ""
	if c.Before != nil {
		before = c.Before.Files
	}
	added, removed := annex.Differ(annex.Read(before), annex.Read(c.Files))
	if c.What == meeting.Removed {
		added, removed = nil, annex.Read(c.Files)
	}
	var all []web.AgendaFile
	for _, f := range added {
		one := v.agendaFile(f)
		one.Change = v.t.Say("agenda_file.added")
		all = append(all, one)
	}
	for _, f := range removed {
		one := v.agendaFile(f)
		one.Change, one.Left, one.Href = v.t.Say("agenda_file.removed"), true, ""
		all = append(all, one)
	}
	return all
}

// fileHelp says what readers do whose browser loads no files, with the address to send to themselves.
func (v *visit) fileHelp(p meeting.Page, view *web.MeetingView) {
	for _, i := range append(slices.Clone(view.Items), view.Asked...) {
		if len(i.Files) > 0 {
			title, _ := v.meetingTitle(p.Meeting)
			view.FilesWhy, view.Mail = v.t.Say("agenda_file.wechat"), v.mailTo(title, view.Share)
			return
		}
	}
}

// agendaFileIDs are the files of a page, for what is asked of all of them at once.
func agendaFileIDs(p meeting.Page) []string {
	var ids []string
	for _, i := range p.Items {
		for _, f := range i.Files {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
