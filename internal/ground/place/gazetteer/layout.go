package gazetteer

import (
	"encoding/binary"
	"math"
)

// The file: the magic line, the header's numbers, then the sections in this order. All numbers are little endian.
//
//	countries  two-letter codes
//	records    recordSize bytes each: provinces (admin1) first, then districts (admin2), then towns
//	names      display names, each a length byte and the bytes
//	blocks     one u32 for each keysPerBlock keys: where they begin in keys
//	keys       folded names in order: bytes shared with the key before, number of bytes added | postings, bytes, postings
//	skeletons  u24 hash, u24 key number, in order of the hash
const (
	magic        = "dateline gazetteer 1\n"
	recordSize   = 20
	keysPerBlock = 16
	skeletonSize = 6
)

// header's numbers, in the order of the file.
const (
	hAdmin1 = iota
	hAdmin2
	hRecords
	hKeys
	hCountries
	hNames     // bytes
	hKeyBytes  // bytes
	hSkeletons // entries
	hCount
)

func getU24(b string) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

func putU24(b []byte, v uint32) { b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16) }

func getU16(b string) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }

func getU32(b string) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func putU16(b []byte, v uint16) { binary.LittleEndian.PutUint16(b, v) }

// Degrees are kept to a ten-thousandth (11 m), sizes on a logarithmic scale: a step is 7 per cent of people, 2.2 of radius.
func packDegrees(d, offset float64) uint32      { return uint32(math.Round((d + offset) * 1e4)) }
func unpackDegrees(v uint32, o float64) float64 { return math.Round(float64(v)-o*1e4) / 1e4 }

func packPeople(n int) byte      { return byte(math.Round(math.Log2(float64(n)+1) * 10)) }
func unpackPeople(b byte) int    { return int(math.Exp2(float64(b)/10) - 0.5) }
func packRadius(km float64) byte { return byte(min(255, math.Round(math.Log2(km+1)*20))) }
func unpackRadius(b byte) float64 {
	return math.Round(math.Exp2(float64(b)/20) - 1)
}
