package meeting

import (
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/annex"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// FileNoun names a file of an agenda's item between the moderators who erase it. In the register it is part of the meeting.
const FileNoun = "agenda_file"

// FilePath is the address of a file, without the language.
func FilePath(id string) string { return "/meeting-file/" + id }

// FileErasables gives those of some files of agendas that a viewer sees, as what two moderators can erase.
func FileErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	files, err := annex.ByIDs(db, Noun, ids...)
	if err != nil {
		return nil, err
	}
	of, err := meetingsOf(db, viewer, now, files, func(f annex.File) string { return f.NounID })
	var all []text.Erasable
	for _, f := range files {
		m, seen := of[f.NounID]
		if !seen {
			continue
		}
		e := text.Erasable{Ref: policy.Ref{Noun: FileNoun, ID: f.ID}, Of: m.Record(), Path: m.Path() + "#item-" + f.Part, Forum: m.Forum, Language: f.Language,
			Words:   []string{f.Title, f.Name, f.Reason},
			Note:    func(past string) register.Note { return m.fileErasing(past, f) },
			Entries: func(e register.Entry) bool { return e.Fact("file") == f.ID },
			Empty:   func(tx *register.Tx) error { return errors.Join(m.forgetFile(tx, f), m.forgetSame(tx, f)) }}
		if !f.Erased() {
			e.Files = []string{FilePath(f.ID)}
		}
		all = append(all, e.Marked())
	}
	return all, err
}

func (m Meeting) fileErasing(past string, f annex.File) register.Note {
	n := m.erasing(past)
	n.From, n.To, n.Facts["file"], n.Facts["item"], n.Facts["sha256"] = "", "", f.ID, f.Part, f.Hash
	return n
}

// forgetFile takes a file for good, and its title from every agenda that was sent.
func (m Meeting) forgetFile(tx *register.Tx, f annex.File) error {
	if err := annex.Erase(tx, f); err != nil {
		return err
	}
	return m.restate(tx, f.Part, func(l *Line) {
		listed := annex.Read(l.Files)
		for n := range listed {
			if listed[n].Hash == f.Hash {
				listed[n].Title = ""
			}
		}
		l.Files = annex.Write(listed)
	})
}

// restate writes the line of an item anew in every agenda that was sent.
func (m Meeting) restate(tx *register.Tx, item string, change func(*Line)) error {
	var sent []Agenda
	if err := tx.Where("meeting_id = ?", m.ID).Order("revision").Find(&sent).Error; err != nil {
		return err
	}
	for n := range sent {
		lines := sent[n].List()
		at := slices.IndexFunc(lines, func(l Line) bool { return l.Item == item })
		if at < 0 {
			continue
		}
		change(&lines[at])
		sent[n].Lines = encode(lines)
		if err := tx.Save(&sent[n]); err != nil {
			return err
		}
	}
	return nil
}

// forgetSame takes the same content wherever else it lies: what shows a child shows it there too.
func (m Meeting) forgetSame(tx *register.Tx, f annex.File) error {
	same, err := annex.Same(tx.DB, Noun, f.Hash)
	if err != nil {
		return err
	}
	for _, other := range same {
		var of Meeting
		if err := tx.Where("id = ?", other.NounID).Take(&of).Error; err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, of.ID, "erase"))
		err := tx.EraseSome(of.Record(), func(e register.Entry) bool { return e.Fact("file") == other.ID }, "actor")
		if err := errors.Join(err, of.forgetFile(tx, other)); err != nil {
			return err
		}
		tx.Enter(of.fileErasing("erased", other))
	}
	return nil
}

// forgetFiles takes the files of an item whose words are erased: what stands beside words that show a child is about the same.
func (m Meeting) forgetFiles(tx *register.Tx, item string) error {
	files, err := annex.Of(tx.DB, m.Record())
	for _, f := range annex.With(files, item) {
		if !f.Erased() && err == nil {
			err = errors.Join(m.forgetFile(tx, f), m.forgetSame(tx, f))
		}
	}
	return err
}
