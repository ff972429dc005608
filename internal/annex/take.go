package annex

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/photo"
	"sametable/internal/safeguard"
)

// Desk takes files in. One at a time is looked through: a few large ones at once could take all the memory there is.
type Desk struct {
	gate    *safeguard.Gate
	painter photo.Painter
	one     sync.Mutex
}

// New makes a desk. What can be read in a file, and its name, pass the gate.
func New(gate *safeguard.Gate) *Desk { return &Desk{gate: gate} }

// Taken is a file that was taken in.
type Taken struct {
	Kind    string
	Name    string
	Hash    string
	Content []byte
	Vouched bool
}

// pictureSide is how long the longer side of a picture may be: a scanned page stays legible.
const pictureSide = 2400

// Take takes a file in, or adds to f what is wrong with it, beside the field "file", or "no_child" where whoever sends it has to say that she has
// looked through what no program can: a picture, a scan.
func (d *Desk) Take(f *fault.Fields, sent *input.Sent, vouched bool, now time.Time) (Taken, error) {
	if sent == nil || sent.File == nil {
		f.Add("file", "annexed.missing", nil)
		return Taken{}, nil
	}
	content, err := io.ReadAll(io.LimitReader(sent.File, MostBytes+1))
	switch {
	case err != nil:
		return Taken{}, err
	case len(content) > MostBytes:
		f.Add("file", "annexed.too_large", fault.Args{"Most": MostBytes >> 20})
		return Taken{}, nil
	case len(content) == 0:
		f.Add("file", "annexed.empty", nil)
		return Taken{}, nil
	}
	d.one.Lock()
	defer d.one.Unlock()
	seen, err := look(content, sent.Name)
	if err != nil {
		f.Add("file", said(err), nil)
		return Taken{}, nil
	}
	t := Taken{Kind: seen.kind, Content: content, Vouched: vouched}
	if t.Name = d.named(f, sent.Name, seen.kind, now); t.Name == "" {
		return Taken{}, nil
	}
	switch seen.kind {
	case JPEG:
		painted, err := d.painter.Paint(f, "file", content, pictureSide)
		if err != nil || len(painted) == 0 {
			return Taken{}, err
		}
		t.Content = painted[0].Content
	case Text:
		t.Content = []byte(seen.words)
	}
	if !d.harmless(f, seen, vouched, now) {
		return Taken{}, nil
	}
	sum := sha256.Sum256(t.Content)
	t.Hash = hex.EncodeToString(sum[:])
	return t, nil
}

// named gives the name a file is kept under, with the ending of its kind.
func (d *Desk) named(f *fault.Fields, sent, kind string, now time.Time) string {
	base := path.Base(strings.ReplaceAll(sent, `\`, "/"))
	if taken, some := input.Taken(base); some { // no form can give the file back under a better name
		f.Add("file", "input.file_name", taken.Args)
		return ""
	}
	if slices.Contains(endings(), ending(base)) {
		base = base[:len(base)-len(path.Ext(base))]
	}
	base = strings.TrimSpace(base)
	if base == "" {
		base = "file"
	}
	name := input.Line(f, "file", base+"."+Ending(kind), nameMost, true)
	if name != "" && len(d.gate.CheckName(name, now)) > 0 {
		f.Add("file", "letter.name_stopped", nil)
		return ""
	}
	return name
}

// ending is the ending of a name, in small letters and without its dot.
func ending(name string) string { return strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".") }

// endings are those of what is taken in, under which it may come.
func endings() []string {
	return []string{"pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "jpg", "jpeg", "png", "webp"}
}

// harmless lets what can be read in a file pass the gate. Nobody looks at it before readers do, so whatever is worth a look is refused, with the place
// it stands at and never with the words. For what nobody can read through whoever sends it answers.
func (d *Desk) harmless(f *fault.Fields, seen seen, vouched bool, now time.Time) bool {
	if found := d.gate.Check(seen.words, now); len(found) > 0 {
		worst := found.Worst()
		at := slices.IndexFunc(found, func(h safeguard.Hit) bool { return h.Severity == worst })
		id, n := seen.place(found[at].Start)
		f.Add("file", id, fault.Args{"What": found[at].What(), "N": n})
		return false
	}
	if seen.unread && !vouched {
		f.Add("no_child", "annexed.vouch_missing", nil)
		return false
	}
	return true
}

// The ways a file can be no file for a table.
var (
	errUnknown = errors.New("annexed.not_taken")
	errBroken  = errors.New("annexed.broken")
	errActive  = errors.New("annexed.active")
	errLocked  = errors.New("annexed.locked")
	errSwollen = errors.New("annexed.swollen")
)

// said is the message of one of them; whatever else went wrong, the file cannot be read.
func said(err error) string {
	for _, known := range []error{errUnknown, errActive, errLocked, errSwollen} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return errBroken.Error()
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	var ids []string
	for _, known := range []error{errUnknown, errBroken, errActive, errLocked, errSwollen} {
		ids = append(ids, known.Error())
	}
	return ids
}
