package postgres

import (
	"testing"

	"dateline/store"
	"dateline/store/postgres/pgtest"
	"dateline/store/storetest"
)

func openAt(t *testing.T, address string) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	srv := pgtest.Start(t)
	storetest.Run(t, func(t *testing.T) store.Store { return openAt(t, srv.Database(t)) })
}
