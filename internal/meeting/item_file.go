package meeting

import (
	"context"

	"sametable/internal/annex"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// FileForm is a file as it is added to an item of the agenda.
type FileForm struct {
	Meeting  string
	Item     string
	Title    string
	Language string // of the title
	Sent     *input.Sent
	Vouched  bool // she has looked through what nobody can read: no child can be identified in it
	Version  int  // of the item
}

// AddFile adds a file to an item, until the item is over: what was decided was decided on these papers. The file is read before the act, which holds
// the record no longer than it has to.
func (s *Meetings) AddFile(ctx context.Context, actor policy.Actor, form FileForm) (annex.File, error) {
	var f annex.File
	if err := s.mayAttach(ctx, actor, form); err != nil {
		return f, err
	}
	r := text.Reads(s.gate, s.r.Now())
	title := annex.Title{Words: r.Line("title", form.Title, annex.TitleMost, true), Language: string(input.Choice(&r.Fields, "language", form.Language, []string{"zh", "en", "sv"}))}
	taken, err := s.files.Take(&r.Fields, form.Sent, form.Vouched, s.r.Now())
	if err == nil {
		err = r.Err()
	}
	if err != nil {
		return f, err
	}
	err = s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, i, _, err := s.itemJudged(tx, form.Meeting, form.Item, "attach", form.Version)
		if err != nil {
			return err
		}
		if f, err = annex.Keep(tx, scene.Meeting.Record(), i.ID, taken, title); err != nil {
			return err
		}
		tx.Enter(scene.fileNote("item_attached", *i, f))
		return nil
	})
	return f, err
}

// mayAttach tells whether somebody may add a file, before anything of it is read.
func (s *Meetings) mayAttach(ctx context.Context, actor policy.Actor, form FileForm) error {
	row, err := s.ByID(ctx, actor, form.Meeting)
	if err != nil {
		return err
	}
	scene, err := known(s.r.Read(ctx), row.Meeting)
	if err == nil {
		scene.Items, err = itemsOf(s.r.Read(ctx), row.ID)
	}
	if err != nil {
		return err
	}
	i, ok := scene.item(form.Item)
	if !ok {
		return fault.NotFound()
	}
	now := s.r.Now()
	_, err = ItemMachine().StepOn(form.Version < 0 || form.Version == i.Version, i.State, "attach", actor.RolesIn(row.Forum, now), scene.JudgeItem(actor, now, *i))
	return err
}

// FileLeaving is a file that is taken away again.
type FileLeaving struct {
	Meeting string
	Item    string
	File    string
	Reason  string
	Version int // of the item
}

// DropFile takes a file away again. Before the meeting was announced it goes as it came; afterwards readers were told of it, so its row stays, with the
// reason.
func (s *Meetings) DropFile(ctx context.Context, actor policy.Actor, leaving FileLeaving) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, item, _, err := s.itemJudged(tx, leaving.Meeting, leaving.Item, "detach", leaving.Version)
		if err != nil {
			return err
		}
		i = *item
		files, err := annex.ByIDs(tx.DB, Noun, leaving.File)
		if err != nil {
			return err
		}
		if len(files) == 0 || files[0].Part != i.ID {
			return fault.NotFound()
		}
		f := files[0]
		if !f.Stands() || f.Erased() {
			return fault.Conflict("fault.stale", nil)
		}
		told := scene.Meeting.AnnouncedAt != nil
		r := text.Reads(s.gate, tx.Now())
		reason := r.Prose("words", leaving.Reason, ReasonMost, told)
		if err := r.Err(); err != nil {
			return err
		}
		if err := annex.Strike(tx, f, told, reason); err != nil {
			return err
		}
		n := scene.fileNote("item_detached", i, f)
		if reason != "" {
			n.Values["reason"] = reason
		}
		tx.Enter(n)
		return nil
	})
	return i, err
}

// fileNote begins an entry about a file of an item.
func (s Scene) fileNote(verb string, i Item, f annex.File) register.Note {
	n := s.itemNote(verb, i)
	n.Facts["file"], n.Facts["sha256"], n.Facts["kind"], n.Facts["size"] = f.ID, f.Hash, annex.Ending(f.Kind), f.Size
	if f.Vouched {
		n.Facts["no_child_recognisable"] = true
	}
	n.Values["file"] = f.Title
	return n
}

// File gives a file with its content to whoever sees the item it goes with. One that was taken away those who arrange the agenda, and moderators,
// still open.
func (s *Meetings) File(ctx context.Context, viewer policy.Actor, id string) (annex.File, error) {
	files, err := annex.ByIDs(s.r.Read(ctx), Noun, id)
	if err != nil || len(files) == 0 || files[0].Erased() {
		return annex.File{}, orMissing(err)
	}
	f := files[0]
	row, err := s.ByID(ctx, viewer, f.NounID)
	if err != nil {
		return annex.File{}, err
	}
	var i Item
	if err := s.r.Read(ctx).Where("id = ? AND meeting_id = ?", f.Part, row.ID).Take(&i).Error; err != nil {
		return annex.File{}, store.Found(err)
	}
	if i.Number == 0 && !s.Inside(viewer, row.Forum) || !f.Stands() && !s.OpensGone(viewer, row.Forum) {
		return annex.File{}, fault.NotFound()
	}
	f.Content, err = annex.Content(ctx, s.r, f.ID)
	return f, err
}

// OpensGone tells whether somebody still opens the files that were taken away from the agendas of a forum.
func (s *Meetings) OpensGone(viewer policy.Actor, id policy.ForumID) bool {
	return viewer.Has(policy.Moderator) || policy.May(policy.AttachFile, viewer.RolesIn(id, s.r.Now()))
}

func orMissing(err error) error {
	if err == nil {
		return fault.NotFound()
	}
	return err
}
