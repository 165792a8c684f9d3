package org.larmor.proto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanEvent.Aborted;
import org.larmor.core.domain.ScanEvent.Ended;
import org.larmor.core.domain.ScanEvent.ReadoutArrived;
import org.larmor.core.domain.ScanEvent.Started;
import org.larmor.core.domain.ScanEvent.WaveformArrived;
import org.larmor.core.domain.Sender;
import org.larmor.proto.v1.Readouts;
import org.larmor.proto.v1.ScanAborted;
import org.larmor.proto.v1.ScanEnded;
import org.larmor.proto.v1.ScanRecord;

/** Records of the readouts topic: what a scanner tells about a scan, to bytes and back. */
public final class ScanRecordCodec {
    private ScanRecordCodec() {}

    /**
     * What a record held.
     *
     * @param scanId the scan that it belongs to
     * @param events the good ones, in order
     * @param refused readouts that cannot be used, in order; one does not take its neighbours with it
     * @param sender who sent it
     */
    public record Decoded(String scanId, List<ScanEvent> events, List<WireException> refused, Sender sender) {
        public Decoded {
            events = List.copyOf(events);
            refused = List.copyOf(refused);
        }
    }

    /** One event as one record, of a sender that does not say who it is. */
    public static byte[] encode(ScanEvent event) {
        return encode(event, Sender.UNTOLD);
    }

    /** One event as one record. */
    public static byte[] encode(ScanEvent event, Sender sender) {
        ScanRecord.Builder wire = record(event.scanId(), sender);
        switch (event) {
            case Started started -> wire.setStarted(HeaderCodec.write(started.header()));
            case ReadoutArrived arrived -> wire.setReadouts(readouts(List.of(arrived.readout())));
            case WaveformArrived arrived -> wire.setWaveform(WaveformCodec.write(arrived.waveform()));
            case Ended ended ->
                wire.setEnded(
                        ScanEnded.newBuilder().setReadouts(ended.readouts()).setEarly(ended.early()));
            case Aborted aborted -> wire.setAborted(ScanAborted.newBuilder().setReason(aborted.reason()));
        }
        return checked(event.scanId(), wire.build());
    }

    /** Several consecutive readouts as one record, of a sender that does not say who it is. */
    public static byte[] encodeReadouts(String scanId, List<Readout> readouts) {
        return encodeReadouts(scanId, readouts, Sender.UNTOLD);
    }

    /** Several consecutive readouts as one record. */
    public static byte[] encodeReadouts(String scanId, List<Readout> readouts, Sender sender) {
        return checked(
                scanId, record(scanId, sender).setReadouts(readouts(readouts)).build());
    }

    private static ScanRecord.Builder record(String scanId, Sender sender) {
        return ScanRecord.newBuilder().setScanId(scanId).setSender(sender.id()).setInsteadOf(sender.insteadOf());
    }

    /** The events of a record; throws for the first thing that cannot be used. */
    public static List<ScanEvent> decode(byte[] value) throws WireException {
        Decoded decoded = decode(value, WireLimits.DEFAULT);
        if (!decoded.refused().isEmpty()) {
            throw decoded.refused().get(0);
        }
        return decoded.events();
    }

    /** The good events of a record and the readouts that cannot be used; throws if nothing of it can be told apart. */
    public static Decoded decode(byte[] value, WireLimits limits) throws WireException {
        ScanRecord record = parse(value, limits);
        Door door = new Door(Door.scanId(record.getScanId()), -1, limits);
        Held held = held(door, record);
        Sender sender = new Sender(record.getSender(), record.getInsteadOf());
        return new Decoded(door.scanId(), held.events(), held.refused(), sender);
    }

    private record Held(List<ScanEvent> events, List<WireException> refused) {}

    private static Held held(Door door, ScanRecord record) throws WireException {
        return switch (record.getEventCase()) {
            case STARTED -> one(new Started(HeaderCodec.read(door, record.getStarted())));
            case READOUTS -> readouts(door, record.getReadouts());
            case WAVEFORM -> one(new WaveformArrived(door.scanId(), WaveformCodec.read(door, record.getWaveform())));
            case ENDED ->
                one(new Ended(
                        door.scanId(),
                        door.count("number of readouts", record.getEnded().getReadouts()),
                        record.getEnded().getEarly()));
            case ABORTED ->
                one(new Aborted(
                        door.scanId(), door.text("reason", record.getAborted().getReason())));
            case EVENT_NOT_SET -> throw door.refuse("the record holds no event that is known here");
        };
    }

    private static Held one(ScanEvent event) {
        return new Held(List.of(event), List.of());
    }

    private static Held readouts(Door door, Readouts wire) throws WireException {
        door.range(
                "number of readouts in the record",
                wire.getReadoutsCount(),
                1,
                door.limits().readouts());
        List<ScanEvent> events = new ArrayList<>(wire.getReadoutsCount());
        List<WireException> refused = new ArrayList<>();
        for (org.larmor.proto.v1.Readout readout : wire.getReadoutsList()) {
            try {
                events.add(new ReadoutArrived(door.scanId(), ReadoutCodec.read(door, readout)));
            } catch (WireException e) {
                refused.add(e);
            }
        }
        return new Held(events, refused);
    }

    private static ScanRecord parse(byte[] value, WireLimits limits) throws WireException {
        if (value.length > limits.recordBytes()) {
            throw new WireException(
                    "a record of " + value.length + " bytes; at most " + limits.recordBytes() + " are taken");
        }
        try {
            int most = limits.readouts() + limits.userParameters() + 64;
            if (RecordProbe.parts(value) > most) {
                throw new WireException("the record has more than " + most + " parts");
            }
            return Wire.parse(ScanRecord.parser(), value);
        } catch (IOException e) {
            throw new WireException("not a scan record: " + oneLine(e));
        }
    }

    private static String oneLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }

    private static Readouts readouts(List<Readout> readouts) {
        Readouts.Builder wire = Readouts.newBuilder();
        for (Readout readout : readouts) {
            wire.addReadouts(ReadoutCodec.write(readout));
        }
        return wire.build();
    }

    private static byte[] checked(String scanId, ScanRecord record) {
        int size = record.getSerializedSize();
        if (size > Topics.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("scan " + scanId + ": a record of " + size + " bytes; at most "
                    + Topics.MAX_RECORD_BYTES + " may be sent");
        }
        return record.toByteArray();
    }
}
