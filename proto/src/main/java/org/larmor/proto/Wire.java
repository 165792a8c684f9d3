package org.larmor.proto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/**
 * From bytes to a message, without unfolding: fields that are not known here, of which a short record can hold millions, are
 * passed over and not kept, and parts that may repeat are counted before any is made.
 */
final class Wire {
    /** Most parts of a result on its first level, and within its provenance. */
    private static final int MOST_PARTS = 4096;

    private Wire() {}

    /** A result of the reconstruction; {@code messages} are the fields that hold messages with parts that may repeat. */
    static <M extends Message> M result(String what, Parser<M> parser, byte[] value, Integer... messages)
            throws WireException {
        if (value.length > Topics.MAX_RECORD_BYTES) {
            throw new WireException(
                    what + " of " + value.length + " bytes; at most " + Topics.MAX_RECORD_BYTES + " are taken");
        }
        try {
            if (RecordProbe.parts(value, java.util.Set.of(messages)) > MOST_PARTS) {
                throw new WireException(what + " has more than " + MOST_PARTS + " parts");
            }
            return parse(parser, value);
        } catch (IOException e) {
            throw new WireException("not " + what + ": " + firstLine(e));
        }
    }

    /** Bytes within the message are those of the record, not copies. */
    static <M extends Message> M parse(Parser<M> parser, byte[] value) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
        input.enableAliasing(true);
        return DiscardUnknownFieldsParser.wrap(parser).parseFrom(input);
    }

    static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
