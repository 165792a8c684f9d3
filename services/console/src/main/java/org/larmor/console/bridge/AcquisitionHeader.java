package org.larmor.console.bridge;

import java.nio.ByteBuffer;
import org.larmor.console.ConsoleException;
import org.larmor.console.mrd.Directions;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.Vector3;
import org.larmor.proto.WireLimits;

/**
 * The fixed header of an MRD acquisition, 340 bytes without padding, in the order of the ISMRMRD library's structure.
 *
 * @param scanCounter number of the acquisition in the measurement
 * @param origin what the scan's pictures take over
 * @param coils receive coils
 * @param encodingSpace which encoding of the MRD header it belongs to; only 0 is reconstructed
 * @param trajectoryDimensions floats a sample of the trajectory that lies before the samples
 * @param sampleTimeMicros dwell time, microseconds
 */
record AcquisitionHeader(
        long flags,
        long scanCounter,
        Origin origin,
        SampleWindow window,
        int coils,
        int encodingSpace,
        int trajectoryDimensions,
        double sampleTimeMicros,
        Placement placement,
        EncodingCounters counters) {
    static final int BYTES = 340;

    private static final int CHANNEL_MASK_BYTES = 128;

    /** @throws ConsoleException if there are more coils or samples than are taken */
    static AcquisitionHeader read(ByteBuffer in) {
        in.getShort(); // version
        long flags = in.getLong();
        long measurement = uint(in);
        long scanCounter = uint(in);
        long stamp = uint(in);
        int[] physiology = new int[Origin.STAMPS];
        for (int i = 0; i < physiology.length; i++) {
            physiology[i] = in.getInt();
        }
        int samples = limited("samples", ushort(in), WireLimits.DEFAULT.samplesPerCoil());
        ushort(in); // available channels
        int coils = limited("coils", ushort(in), WireLimits.DEFAULT.coils());
        in.position(in.position() + CHANNEL_MASK_BYTES);
        int discardPre = ushort(in);
        int discardPost = ushort(in);
        int centre = ushort(in);
        int encodingSpace = ushort(in);
        int trajectoryDimensions = ushort(in);
        float sampleTime = in.getFloat();
        Placement placement = Directions.placement(vector(in), vector(in), vector(in), vector(in));
        Vector3 table = vector(in);
        EncodingCounters counters = new EncodingCounters(
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in),
                ushort(in));
        return new AcquisitionHeader(
                flags,
                scanCounter,
                new Origin(measurement, stamp, physiology, table),
                new SampleWindow(samples, centre, discardPre, discardPost),
                coils,
                encodingSpace,
                trajectoryDimensions,
                sampleTime,
                placement,
                counters);
    }

    /** Whether it begins a part of a picture that will be reconstructed, and no noise. */
    boolean isLine() {
        return encodingSpace == 0 && !isNoise();
    }

    boolean isNoise() {
        return ReadoutFlag.NOISE_MEASUREMENT.isIn(flags);
    }

    private static int limited(String what, int number, int most) {
        if (number > most) {
            throw new ConsoleException(
                    "an acquisition has " + number + " " + what + "; at most " + most + " are taken");
        }
        return number;
    }

    private static int ushort(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static long uint(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    private static Vector3 vector(ByteBuffer in) {
        return new Vector3(in.getFloat(), in.getFloat(), in.getFloat());
    }
}
