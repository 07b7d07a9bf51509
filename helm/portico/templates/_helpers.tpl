{{- define "portico.fullname" -}}
{{- if contains "portico" .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-portico" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "portico.selectorLabels" -}}
app.kubernetes.io/name: portico
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "portico.labels" -}}
{{ include "portico.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "portico.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "portico.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "portico.claimName" -}}
{{- .Values.persistence.existingClaim | default (printf "%s-data" (include "portico.fullname" .)) -}}
{{- end -}}

{{/* The program's configuration: what the values say, then `config` over it; clusters of both. */}}
{{- define "portico.config" -}}
{{- $own := dict -}}
{{- $given := deepCopy .Values.config -}}
{{- $clusters := list -}}
{{- if .Values.cluster.follow -}}
{{- $local := dict "name" .Values.cluster.name "in-cluster" true -}}
{{- with .Values.cluster.title }}{{ $_ := set $local "title" . }}{{ end -}}
{{- with .Values.rbac.namespaces }}{{ $_ := set $local "namespaces" . }}{{ end -}}
{{- with .Values.cluster.apply -}}
{{- $namespaces := list -}}
{{- $kinds := list -}}
{{- range . -}}
{{- $namespaces = append $namespaces .namespace -}}
{{- $kinds = append $kinds (ternary .kind (printf "%s/%s" .apiGroup .kind) (empty .apiGroup)) -}}
{{- end -}}
{{- $_ := set $local "allow-apply" true -}}
{{- $_ := set $local "apply-namespaces" (uniq $namespaces) -}}
{{- $_ := set $local "apply-kinds" (uniq $kinds) -}}
{{- end -}}
{{- $clusters = append $clusters $local -}}
{{- end -}}
{{- $clusters = concat $clusters (dig "portico" "kubernetes" "clusters" list $given) -}}
{{- $kubernetes := dict -}}
{{- if $clusters }}{{ $_ := set $kubernetes "clusters" $clusters }}{{ end -}}
{{- if .Values.clusterDocuments }}{{ $_ := set $kubernetes "clusters-dir" "/etc/portico-clusters" }}{{ end -}}
{{- $own = mergeOverwrite (dict "portico" (dict "kubernetes" dict)) $given (dict "portico" (dict "kubernetes" $kubernetes)) -}}
{{- if not $own.portico.kubernetes }}{{ $_ := unset $own.portico "kubernetes" }}{{ end -}}
{{- if not $own.portico }}{{ $_ := unset $own "portico" }}{{ end -}}
{{- toYaml $own -}}
{{- end -}}

{{/* What the program reads of a cluster. Never Secrets, never ConfigMaps, never a verb that changes something. */}}
{{- define "portico.rules" -}}
{{- $read := list "get" "list" "watch" -}}
{{- $rules := list
  (dict "apiGroups" (list "") "resources" (list "namespaces" "pods" "services" "limitranges" "resourcequotas"))
  (dict "apiGroups" (list "apps") "resources" (list "deployments" "statefulsets" "daemonsets" "replicasets"))
  (dict "apiGroups" (list "autoscaling") "resources" (list "horizontalpodautoscalers"))
  (dict "apiGroups" (list "batch") "resources" (list "cronjobs" "jobs"))
  (dict "apiGroups" (list "networking.k8s.io") "resources" (list "ingresses"))
  (dict "apiGroups" (list "gateway.networking.k8s.io") "resources" (list "httproutes"))
  (dict "apiGroups" (list "apiextensions.k8s.io") "resources" (list "customresourcedefinitions"))
  (dict "apiGroups" (list "argoproj.io") "resources" (list "applications" "applicationsets" "rollouts"))
  (dict "apiGroups" (list "serving.knative.dev") "resources" (list "services"))
  (dict "apiGroups" (list "apiextensions.crossplane.io") "resources" (list "compositeresourcedefinitions"))
  (dict "apiGroups" (list "kyverno.io") "resources" (list "clusterpolicies" "policies" "clustercleanuppolicies" "cleanuppolicies"))
  (dict "apiGroups" (list "policies.kyverno.io") "resources" (list "validatingpolicies" "mutatingpolicies" "generatingpolicies" "deletingpolicies" "imagevalidatingpolicies" "namespacedvalidatingpolicies" "namespacedmutatingpolicies" "namespacedgeneratingpolicies" "namespaceddeletingpolicies" "namespacedimagevalidatingpolicies"))
  (dict "apiGroups" (list "wgpolicyk8s.io" "reports.x-k8s.io") "resources" (list "clusterpolicyreports" "policyreports"))
  (dict "apiGroups" (list "openreports.io") "resources" (list "clusterreports" "reports"))
-}}
{{- with .Values.rbac.crossplaneGroups -}}
{{- $rules = append $rules (dict "apiGroups" . "resources" (list "*")) -}}
{{- end -}}
{{- range .Values.rbac.extraRules -}}
{{- $open := or (has "" .apiGroups) (has "*" .apiGroups) -}}
{{- range .resources -}}
{{- if and $open (has (first (splitList "/" .)) (list "secrets" "configmaps" "*")) -}}
{{- fail (printf "rbac.extraRules must not give %q of the core group: Portico reads no Secrets and no ConfigMaps; name the resources that it may read." .) -}}
{{- end -}}
{{- end -}}
{{- $rules = append $rules (pick . "apiGroups" "resources" "resourceNames") -}}
{{- end -}}
{{- range $rules }}{{ $_ := set . "verbs" $read }}{{ end -}}
{{- toYaml $rules -}}
{{- end -}}

{{/* Values that don't go together, said before anything is installed. */}}
{{- define "portico.check" -}}
{{- if gt (int .Values.replicaCount) 1 -}}
{{- if not .Values.database.existingSecret -}}
{{- fail "replicaCount above 1 needs a database that all replicas share: set database.existingSecret." -}}
{{- end -}}
{{- if .Values.persistence.enabled -}}
{{- fail "replicaCount above 1 needs persistence.enabled=false: each replica has a data folder of its own, which it can make again from the database." -}}
{{- end -}}
{{- end -}}
{{- if and .Values.rbac.namespaces (not .Values.cluster.follow) -}}
{{- fail "rbac.namespaces is for the cluster Portico runs in, which cluster.follow=false leaves alone." -}}
{{- end -}}
{{- end -}}
