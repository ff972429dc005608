package drafting

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// How many files go with a proposal, how long the words for one may be, and how long the sides of a photo are: as it is opened, and as
// it stands small on a page.
const (
	MostFiles = 6
	AltMost   = 300
	photoSide = 1600
	smallSide = 480
)

// Photo is the kind of a photo; every other file is a PDF.
const Photo = "image/jpeg"

// Matter is what a file is, wherever it lies. A photo is painted anew, so nothing the camera wrote is left, and its name goes too; a PDF
// is kept as it came.
type Matter struct {
	Place   int    // among those it lies with, in the order they came
	Kind    string // media type, by its content
	Name    string // of a PDF
	Alt     string // what can be seen of a photo, for those who do not see it; what a PDF is
	Width   int
	Height  int
	Size    int // of the content, in bytes
	Hash    string
	Content []byte
	Small   string // a photo as it stands on a page, in base64: a text can be empty on both engines, bytes cannot
	AddedBy policy.PersonID
	AddedAt time.Time
}

// Thumb is a photo as it stands small on a page.
func (m Matter) Thumb() []byte {
	small, err := base64.StdEncoding.DecodeString(m.Small)
	if err != nil {
		return nil // a byte of the row was changed; the seal tells
	}
	return small
}

// IsPhoto tells whether it is shown; what is not is fetched.
func (m Matter) IsPhoto() bool { return m.Kind == Photo }

// Called is what a file is called: by its words, else by its name.
func (m Matter) Called() string { return cmp.Or(m.Alt, m.Name) }

// Same tells whether two are one file with one description.
func (m Matter) Same(other Matter) bool {
	return m.Hash == other.Hash && m.Alt == other.Alt && m.Name == other.Name
}

// File lies with a sheet: nobody's word yet, and seen by whoever sees the sheet. It goes when the sheet goes.
type File struct {
	ID      string `gorm:"primaryKey"`
	SheetID string
	Matter
}

// TableName is the table's.
func (File) TableName() string { return "proposal_sheet_files" }

// OutsideTheRecord says it: a sheet is nobody's word yet.
func (File) OutsideTheRecord() {}

// Adding is a file as it was sent, with the words for it.
type Adding struct {
	Sheet string
	Sent  *input.Sent
	Alt   string
}

// listing is a query for files without their content.
func listing(db *gorm.DB) *gorm.DB {
	return db.Session(&gorm.Session{NewDB: true}).Omit("content", "small")
}

// AddFile lays a file on a sheet. The same file sent twice lies there once, with the words that came last.
func (s *Drafts) AddFile(ctx context.Context, actor policy.Actor, a Adding) (Sheet, error) {
	sh, err := s.Sheet(ctx, actor, a.Sheet)
	if err != nil {
		return sh, err
	}
	if err := sh.Permits(actor, s.r.Now()); err != nil { // before anything is painted
		return sh, err
	}
	m, err := s.readFile(a)
	if err != nil {
		return sh, err
	}
	m.AddedBy, m.AddedAt = actor.Person, s.r.Now()
	return s.withFiles(ctx, actor, sh.ID, func(g *gorm.DB) error {
		there, err := laid(g, sh.ID)
		if err != nil {
			return err
		}
		for _, f := range there {
			if f.Hash == m.Hash && f.Name == m.Name {
				return g.Model(&f).Update("alt", m.Alt).Error
			}
		}
		if len(there) >= MostFiles {
			return fault.Invalid(fault.Says("file", "annex.many", fault.Args{"Most": MostFiles}))
		}
		if m.Place = 1; len(there) > 0 {
			m.Place = there[len(there)-1].Place + 1
		}
		return g.Create(&File{ID: clock.NewID(), SheetID: sh.ID, Matter: m}).Error
	})
}

// DropFile takes a file off a sheet, for good. One that is gone already is gone.
func (s *Drafts) DropFile(ctx context.Context, actor policy.Actor, sheet, id string) (Sheet, error) {
	return s.withFiles(ctx, actor, sheet, func(g *gorm.DB) error {
		return g.Where("id = ? AND sheet_id = ?", id, sheet).Delete(&File{}).Error
	})
}

// withFiles changes the files of a sheet. Whoever has read it before has read something else: its version moves on.
func (s *Drafts) withFiles(ctx context.Context, actor policy.Actor, sheet string, change func(*gorm.DB) error) (Sheet, error) {
	var sh Sheet
	err := s.r.Loose(ctx, func(g *gorm.DB) error {
		var err error
		if sh, err = Find(g.Clauses(clause.Locking{Strength: "UPDATE"}), actor, sheet); err != nil {
			return err
		}
		if err := sh.Permits(actor, s.r.Now()); err != nil {
			return err
		}
		if err := change(g); err != nil {
			return err
		}
		sh.SavedBy, sh.SavedAt = actor.Person, s.r.Now()
		sh.Version++
		return g.Save(&sh).Error
	})
	return sh, err
}

// readFile takes a file in, or says what is wrong with it. Its name and its words pass the gate; nobody can look for children in what it
// shows, so whoever confirms the proposal answers for that.
func (s *Drafts) readFile(a Adding) (Matter, error) {
	var fields fault.Fields
	alt := input.Line(&fields, "alt", a.Alt, AltMost, false)
	var sent input.Sent
	if a.Sent != nil {
		sent = *a.Sent
	}
	scan := input.Paper(&fields, "file", sent)
	isPhoto := strings.HasPrefix(scan.Kind, "image/")
	if isPhoto && alt == "" && len(fields) == 0 {
		fields.Add("alt", "annex.alt_missing", nil)
	}
	if err := fields.Err(); err != nil {
		return Matter{}, err
	}
	if found := s.Look(alt); len(found) > 0 {
		return Matter{}, safeguard.Stop("alt", found, false)
	}
	if len(s.gate.CheckName(scan.Name, s.r.Now())) > 0 {
		return Matter{}, fault.Invalid(fault.Says("file", "letter.name_stopped", nil))
	}
	if !isPhoto {
		return Matter{Kind: scan.Kind, Name: scan.Name, Alt: alt, Size: len(scan.Content), Hash: scan.Hash, Content: scan.Content}, nil
	}
	painted, err := s.painter.Paint(&fields, "file", scan.Content, photoSide, smallSide)
	if err == nil {
		err = fields.Err()
	}
	if err != nil {
		return Matter{}, err
	}
	kept, small := painted[0], painted[1]
	sum := sha256.Sum256(kept.Content)
	return Matter{Kind: Photo, Alt: alt, Width: kept.Width, Height: kept.Height, Size: len(kept.Content), Hash: hex.EncodeToString(sum[:]),
		Content: kept.Content, Small: base64.StdEncoding.EncodeToString(small.Content)}, nil
}

// Files lists the files of a sheet without their content, in the order they were laid there.
func (s *Drafts) Files(ctx context.Context, sh Sheet) ([]File, error) {
	all, err := laid(s.r.Read(ctx), sh.ID)
	return all, store.Found(err)
}

// File gives a file of a sheet with its content. To those outside the organisation it does not exist.
func (s *Drafts) File(ctx context.Context, viewer policy.Actor, id string) (File, error) {
	var f File
	if err := listing(s.r.Read(ctx)).Where("id = ?", id).Take(&f).Error; err != nil {
		return f, store.Found(err)
	}
	if _, err := s.Sheet(ctx, viewer, f.SheetID); err != nil {
		return File{}, err
	}
	return f, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&f).Error)
}
