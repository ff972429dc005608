package mail

import (
	"context"
	"errors"
	netmail "net/mail"
	"os"
	"path/filepath"
)

// Folder keeps letters as .eml files, which every mail program opens: the way of the demo and of a house that has no mail server
// yet. A letter may hold a one-time link, so only the owner of the process reads them.
type Folder struct {
	path string
	from netmail.Address
}

// NewFolder makes the folder if need be.
func NewFolder(path string, from netmail.Address) (Folder, error) {
	return Folder{path, from}, os.MkdirAll(path, 0o700)
}

// Send writes the letter under its Message-ID: a repeat is the same file. It is there whole or not at all.
func (f Folder) Send(ctx context.Context, l Letter) error {
	content, err := l.wire(f.from)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &Failure{Step: "writing the letter", Cause: err}
	}
	if err := f.keep(l.MessageID+".eml", content); err != nil {
		return &Failure{Step: "writing the letter", Cause: err}
	}
	return nil
}

func (f Folder) keep(name string, content []byte) error {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	temporary := name + ".part"
	file, err := root.OpenFile(filepath.Base(temporary), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return root.Rename(temporary, name)
}
