package org.larmor.display.hdf5;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** What an element of a dataset is; all numbers are little-endian. */
public sealed interface Hdf5Type {
    /** Bytes of an element. */
    int size();

    /** The datatype message: class and version, bits, size, properties (HDF5 File Format Specification 3.0, IV.A.2.d). */
    byte[] encoded();

    /** An integer of 1, 2, 4 or 8 bytes. */
    record Whole(int size, boolean signed) implements Hdf5Type {
        @Override
        public byte[] encoded() {
            return message(1, 0, signed ? 8 : 0, size)
                    .put(0, 2)
                    .put(8L * size, 2)
                    .toArray();
        }
    }

    /** An IEEE number of 4 bytes. */
    record Float32() implements Hdf5Type {
        private static final int NORMALISED_SIGN_31 = 0x1f20;

        @Override
        public int size() {
            return 4;
        }

        @Override
        public byte[] encoded() {
            byte[] exponentAndMantissa = {23, 8, 0, 23};
            return message(1, 1, NORMALISED_SIGN_31, 4)
                    .put(0, 2)
                    .put(32, 2)
                    .put(exponentAndMantissa)
                    .put(127, 4)
                    .toArray();
        }
    }

    /** So many elements in a row. */
    record Row(Hdf5Type element, int count) implements Hdf5Type {
        @Override
        public int size() {
            return element.size() * count;
        }

        @Override
        public byte[] encoded() {
            return message(3, 10, 0, size())
                    .put(1, 1)
                    .put(count, 4)
                    .put(element.encoded())
                    .toArray();
        }
    }

    /** Named members, one after another without gaps. */
    record Compound(List<Member> members) implements Hdf5Type {
        public Compound {
            members = List.copyOf(members);
        }

        /** A member's name (ASCII) and type. */
        public record Member(String name, Hdf5Type type) {}

        @Override
        public int size() {
            return members.stream().mapToInt(m -> m.type().size()).sum();
        }

        @Override
        public byte[] encoded() {
            Little message = message(3, 6, members.size(), size());
            int offsetBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(size()) + 7) / 8;
            int offset = 0;
            for (Member member : members) {
                message.put(member.name().getBytes(US_ASCII))
                        .put(0, 1)
                        .put(offset, offsetBytes)
                        .put(member.type().encoded());
                offset += member.type().size();
            }
            return message.toArray();
        }
    }

    /** A string of any length in the file's heap: ASCII. */
    record Text() implements Hdf5Type {
        private static final int STRING = 1;

        @Override
        public int size() {
            return 16;
        }

        @Override
        public byte[] encoded() {
            return message(1, 9, STRING, size())
                    .put(new Whole(1, false).encoded())
                    .toArray();
        }
    }

    private static Little message(int version, int typeClass, int bits, int size) {
        return new Little().put(version << 4 | typeClass, 1).put(bits, 3).put(size, 4);
    }
}
