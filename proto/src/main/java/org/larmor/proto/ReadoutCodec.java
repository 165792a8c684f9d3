package org.larmor.proto;

import com.google.protobuf.ByteString;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.numerics.Finite;

/** One readout to and from the wire. */
final class ReadoutCodec {
    private static final int COMPLEX64 = 8;

    private ReadoutCodec() {}

    static org.larmor.proto.v1.Readout write(Readout readout) {
        ByteString samples = LittleEndian.toBytes(readout.samples());
        return org.larmor.proto.v1.Readout.newBuilder()
                .setSequence(readout.sequence())
                .setFlags(readout.flags())
                .setCounters(LimitsCodec.write(readout.counters()))
                .setSamplesPerCoil(readout.window().count())
                .setCentreSample(readout.window().centre())
                .setDiscardPre(readout.window().discardPre())
                .setDiscardPost(readout.window().discardPost())
                .setCoils(readout.coils())
                .setPosition(Vectors.write(readout.placement().position()))
                .setReadDirection(Vectors.write(readout.placement().read()))
                .setPhaseDirection(Vectors.write(readout.placement().phase()))
                .setSliceDirection(Vectors.write(readout.placement().slice()))
                .setAcquisitionTimeStamp(readout.timestamps().acquisition())
                .setTriggerTimeStamp(readout.timestamps().trigger())
                .setSamples(samples)
                .setCrc32C(LittleEndian.crc32c(samples))
                .build();
    }

    static Readout read(Door scan, org.larmor.proto.v1.Readout wire) throws WireException {
        long sequence = scan.count("sequence number", wire.getSequence());
        Door door = scan.at(sequence);
        SampleWindow window = window(door, wire);
        int coils = door.range("coils", wire.getCoils(), 1, door.limits().coils());
        return new Readout(
                sequence,
                wire.getFlags(),
                LimitsCodec.read(door, wire.getCounters()),
                window,
                Vectors.placement(door, wire),
                new Timestamps(wire.getAcquisitionTimeStamp(), wire.getTriggerTimeStamp()),
                coils,
                samples(door, wire, (long) COMPLEX64 * coils * window.count()));
    }

    private static SampleWindow window(Door door, org.larmor.proto.v1.Readout wire) throws WireException {
        int count = door.range(
                "samples per coil", wire.getSamplesPerCoil(), 1, door.limits().samplesPerCoil());
        int pre = door.range("samples to drop at the start", wire.getDiscardPre(), 0, count);
        int post = door.range("samples to drop at the end", wire.getDiscardPost(), 0, count);
        door.require(pre + post < count, "all of the " + count + " samples are to be dropped");
        return new SampleWindow(count, door.range("centre sample", wire.getCentreSample(), 0, count), pre, post);
    }

    private static float[] samples(Door door, org.larmor.proto.v1.Readout wire, long wanted) throws WireException {
        ByteString bytes = wire.getSamples();
        if (bytes.size() != wanted) {
            throw door.refuse("holds " + bytes.size() + " bytes of samples where " + wire.getCoils() + " coils x "
                    + wire.getSamplesPerCoil() + " samples need " + wanted);
        }
        int crc = LittleEndian.crc32c(bytes);
        if (crc != wire.getCrc32C()) {
            throw door.refuse("samples are damaged: CRC-32C " + Integer.toHexString(crc) + ", announced "
                    + Integer.toHexString(wire.getCrc32C()));
        }
        float[] samples = LittleEndian.toFloats(bytes);
        door.require(Finite.all(samples), "a sample is NaN or infinite");
        return samples;
    }
}
