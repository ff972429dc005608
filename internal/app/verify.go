package app

import (
	"context"

	"sametable/internal/register"
	"sametable/internal/text"
)

// Verify recomputes the register and every text version it names. Known is a head seen before; zero for none.
func (a *App) Verify(ctx context.Context, known register.Verified) (register.Verified, error) {
	return a.Rooms.Register.Verify(ctx, text.Witness(a.Rooms.Register), known)
}
