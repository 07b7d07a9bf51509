package dev.portico.source.git;

/// Names of the annotations that tell where an entity was read.
final class Annotations {
    static final String MANAGED_BY = "backstage.io/managed-by-location";
    static final String ORIGIN = "backstage.io/managed-by-origin-location";
    static final String SOURCE_LOCATION = "backstage.io/source-location";
    static final String VIEW_URL = "backstage.io/view-url";
    static final String EDIT_URL = "backstage.io/edit-url";

    private Annotations() {}

    /// The address of a folder with a slash at the end of its path, before any query.
    static String folder(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        // Azure has the path itself in the query
        if (query >= 0 && url.startsWith("?path=", query)) {
            int end = url.indexOf('&', query);
            String folder = end < 0 ? url : url.substring(0, end);
            return (folder.endsWith("/") ? folder : folder + "/") + url.substring(folder.length());
        }
        return (path.endsWith("/") ? path : path + "/") + url.substring(path.length());
    }
}
