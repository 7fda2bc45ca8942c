package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"net/url"
	"sync"

	"modernc.org/sqlite"
)

// engine is SQLite with the functions that seals and packed columns need, on a driver of our own: nothing is registered for other users of it.
var engine = sync.OnceValues(func() (*sqlite.Driver, error) {
	d := &sqlite.Driver{}
	for name, f := range map[string]*sqlite.FunctionImpl{
		"row_hash": {NArgs: -1, Deterministic: true, Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			return rowHash(args), nil
		}},
		"wrap_add": {NArgs: 2, Deterministic: true, Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			a, b, err := twoIntegers(args)
			return a + b, err
		}},
		"wrap_sub": {NArgs: 2, Deterministic: true, Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			a, b, err := twoIntegers(args)
			return a - b, err
		}},
		"bit_set": {NArgs: 2, Deterministic: true, Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			return bitSet(args)
		}},
		"key_set": {NArgs: 1, Deterministic: true, MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &keySet{}, nil }},
	} {
		if err := d.RegisterFunction(name, f); err != nil {
			return nil, err
		}
	}
	return d, nil
})

func twoIntegers(args []driver.Value) (a, b int64, err error) {
	a, okA := args[0].(int64)
	b, okB := args[1].(int64)
	if !okA || !okB {
		return 0, 0, fmt.Errorf("a seal's sum is a %T and a %T, not two integers", args[0], args[1])
	}
	return a, b, nil
}

// bitSet sets one bit of bytes, the lowest of the first byte being 0.
func bitSet(args []driver.Value) (driver.Value, error) {
	bits, ok := args[0].([]byte)
	at, isInt := args[1].(int64)
	if !ok || !isInt || at < 0 || at >= int64(len(bits))*8 {
		return nil, fmt.Errorf("bit_set: there is no bit %v in a %T", args[1], args[0])
	}
	out := append([]byte(nil), bits...)
	out[at/8] |= 1 << (at % 8)
	return out, nil
}

// keySet gathers keys into a set of bits: a million rows in one value.
type keySet struct{ bits []byte }

// Step adds a key; one that is null or less than 1 is left out.
func (k *keySet) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	key, ok := args[0].(int64)
	if !ok || key < 1 {
		return nil
	}
	if need := int(key/8) + 1; need > len(k.bits) {
		k.bits = append(k.bits, make([]byte, max(need, 2*len(k.bits))-len(k.bits))...)
	}
	k.bits[key/8] |= 1 << (key % 8)
	return nil
}

// WindowInverse is of no use for a set.
func (k *keySet) WindowInverse(*sqlite.FunctionContext, []driver.Value) error {
	return errors.New("key_set is no window function")
}

// WindowValue gives the bits.
func (k *keySet) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return k.bits, nil }

// Final does nothing: there is nothing to let go.
func (k *keySet) Final(*sqlite.FunctionContext) {}

// rowHash is the first 64 bits of the SHA-256 of a row's values, each with its type and length.
func rowHash(row []driver.Value) int64 {
	var b []byte
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.LittleEndian.AppendUint64(append(b, 'i'), uint64(v))
		case float64:
			b = binary.LittleEndian.AppendUint64(append(b, 'f'), math.Float64bits(v))
		case string:
			b = append(binary.LittleEndian.AppendUint64(append(b, 's'), uint64(len(v))), v...)
		case []byte:
			b = append(binary.LittleEndian.AppendUint64(append(b, 'b'), uint64(len(v))), v...)
		default:
			b = fmt.Appendf(append(b, '?'), "%v", v)
		}
	}
	sum := sha256.Sum256(b)
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

// connector opens connections to one file.
type connector struct {
	driver *sqlite.Driver
	name   string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// connect opens the file with the settings that every connection has.
func connect(path, options string) (*sql.DB, error) {
	d, err := engine()
	if err != nil {
		return nil, err
	}
	name := (&url.URL{Path: path}).EscapedPath()
	return sql.OpenDB(connector{d, fmt.Sprintf("file:%s?%s&_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)", name, options,
		busyTimeout.Milliseconds())}), nil
}
