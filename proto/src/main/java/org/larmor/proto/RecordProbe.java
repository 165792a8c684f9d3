package org.larmor.proto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Set;

/** Counts the parts of a record without making any of them, so that a small record cannot unfold into a large one. */
final class RecordProbe {
    private RecordProbe() {}

    /** How many fields a record has on its first level, and within the messages that these fields hold. */
    static int parts(byte[] record, Set<Integer> messages) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(record);
        int parts = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            parts++;
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                    && messages.contains(WireFormat.getTagFieldNumber(tag))) {
                parts += inside(input);
            } else {
                input.skipField(tag);
            }
        }
        return parts;
    }

    /** How many fields the record has on its first two levels; nested ones are counted and not entered. */
    static int parts(byte[] record) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(record);
        int parts = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            parts++;
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                    && WireFormat.getTagFieldNumber(tag) > 1) {
                parts += inside(input);
            } else {
                input.skipField(tag);
            }
        }
        return parts;
    }

    private static int inside(CodedInputStream input) throws IOException {
        int outer = input.pushLimit(input.readRawVarint32());
        int parts = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            parts++;
            input.skipField(tag);
        }
        input.popLimit(outer);
        return parts;
    }
}
