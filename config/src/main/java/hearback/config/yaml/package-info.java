/// Profiles as YAML documents with a JSON Schema.
@NullMarked
package hearback.config.yaml;

import org.jspecify.annotations.NullMarked;
