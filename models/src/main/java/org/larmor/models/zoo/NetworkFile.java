package org.larmor.models.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A TorchScript file in the package's folder. @param sha256 hexadecimal */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkFile(String file, String sha256) {
    public NetworkFile {
        Recipe.require(file != null && sha256 != null, "files: each needs a file and its sha256");
    }
}
