package org.larmor.console.file;

import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;

/** Opens scans from files of any kind that is known. */
public final class ScanFiles {
    private ScanFiles() {}

    /**
     * Opens an MRD or a fastMRI file, whichever it is.
     *
     * @throws ConsoleException if it is neither, or broken, or holds no scan
     */
    public static ScanSource open(ReplayOptions options) {
        Hdf5 hdf5 = Hdf5.open(options.file());
        try {
            if (hdf5.find("kspace") != null) {
                return FastMriFile.open(hdf5, options);
            }
            if (options.undersampling() != null) {
                throw hdf5.failure("only fastMRI files can be undersampled");
            }
            return MrdFile.open(hdf5, options);
        } catch (RuntimeException e) {
            hdf5.close();
            throw e;
        }
    }
}
