package site

import (
	"errors"
	"io"
	"net/http"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/web"
)

// evidenceFile serves a paper of an application to the few who may open it: as a file to keep, never as a page of this house,
// since nobody here made it.
func evidenceFile(v *visit) error {
	e, err := v.s.Organisations.EvidenceFile(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(e.Kind, e.Name, e.Content)
}

// evidence shows the papers of an application to those who may open them, and to whoever writes it the form that adds one.
func (v *visit) evidence(view *web.ApplicationView, o organisation.Organisation, bad *fault.Fault) error {
	files, err := v.s.Organisations.EvidenceOf(v.Request().Context(), v.actor, o.ID)
	if err != nil {
		return err
	}
	writes := v.mayEditOrganisation(o) == nil && (o.State == organisation.Draft || o.State == organisation.InfoRequested)
	at := web.Link(v.t, "/o/"+o.Key+"/evidence")
	for _, e := range files {
		f := web.EvidenceFile{Name: e.Name, Href: web.Link(v.t, "/evidence/"+e.ID), At: e.AddedAt, Hash: e.Hash}
		if writes {
			f.Remove = &web.Act{Word: v.t.Say("org_page.evidence_remove"), Action: at + "/" + e.ID + "/remove", Nonce: clock.NewSecret()}
		}
		view.Files = append(view.Files, f)
	}
	if !writes {
		return nil
	}
	view.Upload = &web.UploadView{Form: web.Form{Action: at, Nonce: formNonce(), Files: true, Label: v.t.Say("org_page.evidence_add")},
		File: web.Ask{Name: "file", Label: v.t.Say("org_page.evidence_file"), Hint: v.t.Say("org_page.evidence_hint")}}
	if bad != nil {
		view.Upload.File.Error, view.Upload.Wrongs = web.Errors(v.t, bad.Fields)["file"], v.wrongs(bad, "file")
	}
	return nil
}

// evidenceAdd takes a paper in.
func evidenceAdd(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	var sent input.Sent
	file, head, err := v.Request().FormFile("file")
	switch {
	case err == nil:
		defer func() { _ = file.Close() }()
		sent = input.Sent{File: io.Reader(file), Name: head.Filename}
	case !errors.Is(err, http.ErrMissingFile) && !errors.Is(err, http.ErrNotMultipart):
		return err
	}
	_, err = v.s.Organisations.AddEvidence(v.once().Context(), v.actor, o.ID, sent)
	if f, ok := v.refused(err); ok && f.Reason == fault.ReasonInvalid {
		return v.showApplication(o, f)
	}
	if err != nil {
		return err
	}
	return v.to("/o/"+o.Key+"/application#evidence", "saved")
}

// evidenceRemove takes a paper out of an application that is being written.
func evidenceRemove(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	if err := v.s.Organisations.RemoveEvidence(v.once().Context(), v.actor, o.ID, v.Param("id")); err != nil {
		return err
	}
	return v.to("/o/"+o.Key+"/application#evidence", "saved")
}
