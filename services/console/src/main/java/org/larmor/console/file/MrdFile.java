package org.larmor.console.file;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.console.mrd.HeaderReader;
import org.larmor.console.mrd.MrdHeader;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;

/**
 * A scan in an MRD (ISMRMRD) file: a group with the header in {@code xml}, the acquisitions in {@code data} and perhaps
 * {@code waveforms}. Acquisitions of other encodings than the first are left out. Reads as it goes, some megabytes at a
 * time; only where the header does not state the range of every counter is the file gone through once before.
 */
public final class MrdFile implements ScanSource {
    private final Hdf5 hdf5;
    private final MrdTable table;
    private final MrdWaveforms waveforms;
    private final ScanHeader header;
    private final List<String> notes;

    private MrdFile(Hdf5 hdf5, MrdTable table, MrdWaveforms waveforms, Described described) {
        this.hdf5 = hdf5;
        this.table = table;
        this.waveforms = waveforms;
        this.header = described.header;
        this.notes = described.notes;
    }

    /** What the scan is, and what is odd about that. */
    private record Described(ScanHeader header, List<String> notes) {}

    /** @throws ConsoleException if it is not an MRD file, or broken, or empty */
    public static MrdFile open(Path path) {
        return open(ReplayOptions.of(path));
    }

    /** @throws ConsoleException if it is not an MRD file, or broken, or empty */
    public static MrdFile open(ReplayOptions options) {
        Hdf5 hdf5 = Hdf5.open(options.file());
        try {
            return open(hdf5, options);
        } catch (RuntimeException e) {
            hdf5.close();
            throw e;
        }
    }

    static MrdFile open(Hdf5 hdf5, ReplayOptions options) {
        return hdf5.reading("the scan", () -> read(hdf5, options));
    }

    private static MrdFile read(Hdf5 hdf5, ReplayOptions options) {
        Group group = hdf5.mrdGroup();
        if (group == null) {
            throw hdf5.failure("neither an MRD nor a fastMRI file: it holds no scan");
        }
        Dataset xml = hdf5.dataset(group, "xml");
        Dataset data = hdf5.dataset(group, "data");
        if (xml == null) {
            throw hdf5.failure("it has no header (no " + group.getPath() + "xml)");
        }
        if (data == null || data.getSize() < 1) {
            throw hdf5.failure("it holds no acquisitions");
        }
        MrdTable table = new MrdTable(hdf5, data);
        String id = options.scanId() == null ? hdf5.scanId() : options.scanId();
        Described described = described(hdf5, hdf5.text(xml), table, id, options.pseudonyms());
        return new MrdFile(hdf5, table, MrdWaveforms.of(hdf5, hdf5.dataset(group, "waveforms")), described);
    }

    private static Described described(Hdf5 hdf5, String xml, MrdTable table, String id, Pseudonyms pseudonyms) {
        try {
            HeaderReader reader = new HeaderReader(xml, pseudonyms);
            MrdSurvey survey = MrdSurvey.of(table, MrdHeader.hasAllLimits(reader));
            if (!survey.hasLines()) {
                throw hdf5.failure("it holds no line of a picture, only noise or other encodings");
            }
            List<String> notes = reader.limit("slice").isPresent()
                    ? List.of()
                    : survey.strays().stream()
                            .map(stray -> hdf5.path() + ": " + stray)
                            .toList();
            return new Described(MrdHeader.of(id, reader, survey.survey()), notes);
        } catch (ConsoleException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(hdf5.path().toString())
                    ? e
                    : new ConsoleException(hdf5.path() + ": " + message, e);
        } catch (IllegalArgumentException e) {
            throw hdf5.failure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ScanHeader header() {
        return header;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public long readouts() {
        return header.expectedReadouts();
    }

    @Override
    public Iterator<ScanEvent> events() {
        return new MrdEvents(header, table, waveforms);
    }

    @Override
    public void close() {
        hdf5.close();
    }
}
