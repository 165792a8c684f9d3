package org.larmor.proto;

import com.google.protobuf.ByteString;
import org.larmor.core.domain.DeadLetter;

/** Records of the dead-letter topic to bytes and back. */
public final class DeadLetterCodec {
    private DeadLetterCodec() {}

    public static byte[] encode(DeadLetter letter) {
        return org.larmor.proto.v1.DeadLetter.newBuilder()
                .setScanId(letter.scanId())
                .setSequence(letter.sequence())
                .setReason(letter.reason())
                .setTopic(letter.topic())
                .setPartition(letter.partition())
                .setOffset(letter.offset())
                .setRecord(ByteString.copyFrom(letter.record()))
                .setTimeMs(letter.time())
                .setSize(letter.size())
                .setTraceId(letter.traceId())
                .build()
                .toByteArray();
    }

    public static DeadLetter decode(byte[] value) throws WireException {
        var wire = Wire.result("a dead letter", org.larmor.proto.v1.DeadLetter.parser(), value);
        return new DeadLetter(
                wire.getScanId(),
                wire.getSequence(),
                wire.getReason(),
                wire.getTopic(),
                wire.getPartition(),
                wire.getOffset(),
                wire.getRecord().toByteArray(),
                wire.getTimeMs(),
                Math.max(wire.getSize(), wire.getRecord().size()),
                wire.getTraceId());
    }
}
