package drawer

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The roles of accounts: a viewer sees, an editor also adds reports and works
// on dossiers, an admin also manages accounts.
const (
	Viewer = "viewer"
	Editor = "editor"
	Admin  = "admin"
)

// Account is somebody who may use the desk.
type Account struct {
	Name string
	Role string
}

// May reports whether the account has the rights of role.
func (a Account) May(role string) bool {
	rank := map[string]int{Viewer: 1, Editor: 2, Admin: 3}
	return rank[a.Role] >= rank[role]
}

// ErrCredentials says that name and password, or a secret, open nothing.
var ErrCredentials = errors.New("name and password do not belong together")

// ErrTooMany says that too many passwords were wrong of late.
var ErrTooMany = errors.New("too many wrong passwords; try again later")

// Costs of argon2id as RFC 9106, section 4, recommends where memory is scarce.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
	argonKey     = 32
	shortest     = 12 // characters of a password
	longest      = 1024
	sessionLasts = 12 * time.Hour
)

// Add makes an account, or gives one another role and password; its sessions
// end.
func (d *Drawer) Add(ctx context.Context, name, role, password string) error {
	switch n := utf8.RuneCountInString(password); {
	case strings.TrimSpace(name) != name || name == "" || len(name) > 100:
		return fmt.Errorf("%q is no name of an account", name)
	case role != Viewer && role != Editor && role != Admin:
		return fmt.Errorf("there is no role %q (known: viewer, editor, admin)", role)
	case n < shortest || n > longest:
		return fmt.Errorf("a password has %d to %d characters", shortest, longest)
	}
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	hash := phc(salt, argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey))
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, `INSERT INTO account (name, role, hash, created) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET role = excluded.role, hash = excluded.hash`, name, role, hash, d.now().Unix()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE account = ?`, name); err != nil {
		return err
	}
	return tx.Commit()
}

// Remove takes an account away with its sessions and tokens.
func (d *Drawer) Remove(ctx context.Context, name string) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM account WHERE name = ?`, name))
}

// Accounts lists all accounts by name.
func (d *Drawer) Accounts(ctx context.Context) ([]Account, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (a Account, err error) {
		err = rows.Scan(&a.Name, &a.Role)
		return a, err
	},
		`SELECT name, role FROM account ORDER BY name`)
}

// Login opens a session for who knows the password and returns its secret.
// from says where the attempt comes from. The error is ErrCredentials or
// ErrTooMany, or the file's.
func (d *Drawer) Login(ctx context.Context, name, password, from string) (string, error) {
	if d.failed.many(d.now(), name, from) {
		return "", ErrTooMany
	}
	var kept string
	err := d.db.QueryRowContext(ctx, `SELECT hash FROM account WHERE name = ?`, name).Scan(&kept)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	// The work is done for a name that does not exist too, so that time does
	// not tell which do.
	if len(password) > 4*longest || !matches(kept, password) {
		d.failed.add(d.now(), name, from)
		return "", ErrCredentials
	}
	secret := newSecret()
	if _, err := d.db.ExecContext(ctx, `DELETE FROM session WHERE ends < ?`, d.now().Unix()); err != nil {
		return "", err
	}
	_, err = d.db.ExecContext(ctx, `INSERT INTO session (hash, account, ends) VALUES (?, ?, ?)`, digest(secret), name, d.now().Add(sessionLasts).Unix())
	return secret, err
}

// Session returns whose session a secret opens, or ErrCredentials.
func (d *Drawer) Session(ctx context.Context, secret string) (Account, error) {
	return d.holder(ctx, `SELECT a.name, a.role FROM session s JOIN account a ON a.name = s.account WHERE s.hash = ? AND s.ends > ?`, digest(secret), d.now().Unix())
}

// Logout ends the session that a secret opens.
func (d *Drawer) Logout(ctx context.Context, secret string) error {
	_, err := d.db.ExecContext(ctx, `DELETE FROM session WHERE hash = ?`, digest(secret))
	return err
}

// Token is a secret for programs, without the secret.
type Token struct {
	ID      int64
	Account string
	Label   string
	Created time.Time
}

// AddToken makes a token with the rights of an account and returns its secret,
// which is not kept.
func (d *Drawer) AddToken(ctx context.Context, account, label string) (string, error) {
	secret := "dl_" + newSecret()
	_, err := d.db.ExecContext(ctx, `INSERT INTO token (hash, account, label, created) VALUES (?, ?, ?, ?)`, digest(secret), account, label, d.now().Unix())
	return secret, err
}

// Token returns whose token a secret is, or ErrCredentials.
func (d *Drawer) Token(ctx context.Context, secret string) (Account, error) {
	return d.holder(ctx, `SELECT a.name, a.role FROM token t JOIN account a ON a.name = t.account WHERE t.hash = ?`, digest(secret))
}

// Tokens lists all tokens.
func (d *Drawer) Tokens(ctx context.Context) ([]Token, error) {
	return list(ctx, d.db, func(rows *sql.Rows) (t Token, err error) {
		var at int64
		err = rows.Scan(&t.ID, &t.Account, &t.Label, &at)
		t.Created = time.Unix(at, 0).UTC()
		return t, err
	}, `SELECT id, account, label, created FROM token ORDER BY id`)
}

// RemoveToken takes a token away.
func (d *Drawer) RemoveToken(ctx context.Context, id int64) error {
	return one(d.db.ExecContext(ctx, `DELETE FROM token WHERE id = ?`, id))
}

func (d *Drawer) holder(ctx context.Context, query string, args ...any) (Account, error) {
	var a Account
	err := d.db.QueryRowContext(ctx, query, args...).Scan(&a.Name, &a.Role)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrCredentials
	}
	return a, err
}

// phc writes a hash as a PHC string.
func phc(salt, key []byte) string {
	e := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, e.EncodeToString(salt), e.EncodeToString(key))
}

// matches reports whether password has the hash that is kept as a PHC string;
// of a string that is none it does as much work.
func matches(kept, password string) bool {
	var version, memory, time uint32
	var threads uint8
	var salt, key []byte
	parts := strings.Split(kept, "$")
	ok := len(parts) == 6 && parts[1] == "argon2id"
	if ok {
		_, err1 := fmt.Sscanf(parts[2], "v=%d", &version)
		_, err2 := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads)
		var err3, err4 error
		salt, err3 = base64.RawStdEncoding.DecodeString(parts[4])
		key, err4 = base64.RawStdEncoding.DecodeString(parts[5])
		ok = errors.Join(err1, err2, err3, err4) == nil && version == argon2.Version && time > 0 && threads > 0 && memory <= 1<<21 && len(key) == argonKey
	}
	if !ok {
		memory, time, threads, salt, key = argonMemory, argonTime, argonThreads, make([]byte, 16), make([]byte, argonKey)
	}
	got := argon2.IDKey([]byte(password), salt, time, memory, threads, argonKey)
	return subtle.ConstantTimeCompare(got, key) == 1 && ok
}

// newSecret returns 256 random bits.
func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// failures are the wrong passwords of late, by name and by where they came
// from.
type failures struct {
	mu   sync.Mutex
	last map[string][]time.Time
}

const (
	mostFailed   = 5 // of one name, and ten times as many from one place
	failedCounts = 15 * time.Minute
	mostKept     = 10_000
)

func (f *failures) add(now time.Time, name, from string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last == nil || len(f.last) > mostKept {
		f.last = map[string][]time.Time{}
	}
	for _, k := range []string{"name " + name, "from " + from} {
		f.last[k] = append(f.since(now, k), now)
	}
}

// many reports whether so many were wrong that no more are tried.
func (f *failures) many(now time.Time, name, from string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.since(now, "name "+name)) >= mostFailed || len(f.since(now, "from "+from)) >= 10*mostFailed
}

func (f *failures) since(now time.Time, key string) []time.Time {
	var out []time.Time
	for _, t := range f.last[key] {
		if now.Sub(t) < failedCounts {
			out = append(out, t)
		}
	}
	return out
}
