package org.larmor.console.file;

import io.jhdf.api.Dataset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.console.mrd.HeaderReader;
import org.larmor.console.privacy.Identifiers;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

/** Makes a scan's header of a fastMRI file: its MRD header where it has one, its sizes otherwise. */
final class FastMriHeader {
    private FastMriHeader() {}

    static ScanHeader of(
            Hdf5 hdf5,
            String scanId,
            FastMriShape shape,
            boolean[] lines,
            @Nullable Dataset xml,
            Pseudonyms pseudonyms) {
        int kept = 0;
        for (boolean line : lines) {
            kept += line ? 1 : 0;
        }
        if (kept == 0) {
            throw hdf5.failure("its mask keeps no line");
        }
        try {
            @Nullable HeaderReader reader = xml == null ? null : new HeaderReader(hdf5.text(xml), pseudonyms);
            return header(hdf5, scanId, shape, kept, reader);
        } catch (ConsoleException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(hdf5.path().toString()) ? e : hdf5.failure(message);
        } catch (IllegalArgumentException e) {
            throw hdf5.failure(String.valueOf(e.getMessage()));
        }
    }

    private static ScanHeader header(
            Hdf5 hdf5, String scanId, FastMriShape shape, int kept, @Nullable HeaderReader reader) {
        String acquisition = acquisition(hdf5, reader);
        Vector3 encodedMm = reader == null ? Vector3.ZERO : reader.encoded().fieldOfViewMm();
        EncodedSpace encoded = new EncodedSpace(shape.samples(), shape.lines(), 1, encodedMm);
        return new ScanHeader(
                scanId,
                reader == null ? "" : reader.studyId(),
                reader == null ? "" : reader.seriesId(),
                acquisition.isEmpty() && reader != null ? reader.protocol() : acquisition,
                anatomy(acquisition, reader),
                encoded,
                reader == null ? halved(encoded) : reader.recon(),
                limits(shape),
                shape.coils(),
                Trajectory.CARTESIAN,
                Math.max(1, (double) shape.lines() / kept),
                0,
                reader == null ? 0 : reader.repetitionTimeMillis(),
                (long) kept * shape.slices(),
                null,
                List.of());
    }

    /** The protocol as the file has it, unless it names the patient. */
    private static String acquisition(Hdf5 hdf5, @Nullable HeaderReader reader) {
        String told = new Identifiers(List.of(hdf5.attribute("patient_id"))).clean(hdf5.attribute("acquisition"));
        return reader == null ? told : reader.identifiers().clean(told);
    }

    /** fastMRI readouts are twice oversampled. */
    private static EncodedSpace halved(EncodedSpace encoded) {
        return new EncodedSpace(Math.max(1, encoded.columns() / 2), encoded.rows(), 1, Vector3.ZERO);
    }

    /** Protocols of the set: CORPD and the like are knees, AX and the like are brains. */
    private static String anatomy(String acquisition, @Nullable HeaderReader reader) {
        String told = reader == null ? "" : reader.anatomy();
        if (!told.isEmpty()) {
            return told;
        }
        String upper = acquisition.toUpperCase(Locale.ROOT);
        return upper.startsWith("COR") ? "knee" : upper.startsWith("AX") ? "brain" : "";
    }

    private static EncodingLimits limits(FastMriShape shape) {
        Limit one = Limit.SINGLE;
        return new EncodingLimits(
                new Limit(0, shape.samples() - 1, shape.samples() / 2),
                new Limit(0, shape.lines() - 1, shape.lines() / 2),
                one,
                one,
                new Limit(0, shape.slices() - 1, 0),
                one,
                one,
                one,
                one,
                one);
    }
}
