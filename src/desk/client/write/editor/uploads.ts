import {type Extension, StateEffect, StateField} from "@codemirror/state";
import {Decoration, type DecorationSet, EditorView, WidgetType} from "@codemirror/view";
import {insertPart, partAt} from "./edits.ts";

/** Takes photos that are dropped on the text or pasted into it; the place is an offset of the text. */
export function takePhotos(take: (files: readonly File[], at: number) => void): Extension {
  const photosOf = (data: DataTransfer | null) => [...(data?.files ?? [])].filter(isPhoto);
  return EditorView.domEventHandlers({
    drop(event, view) {
      const photos = photosOf(event.dataTransfer);
      if (photos.length === 0) return false;
      event.preventDefault();
      take(photos, view.posAtCoords({x: event.clientX, y: event.clientY}) ?? view.state.doc.length);
      return true;
    },
    paste(event, view) {
      const photos = photosOf(event.clipboardData);
      // A cell of a table is pasted with a picture of itself beside: the words are what is meant.
      if (photos.length === 0 || event.clipboardData?.types.includes("text/plain")) return false;
      event.preventDefault();
      take(photos, view.state.selection.main.to);
      return true;
    },
  });
}

function isPhoto({type, name}: File): boolean {
  return type.startsWith("image/") || /\.(jpe?g|png|webp|hei[cf]|avif|gif|svg)$/i.test(name);
}

class UploadWidget extends WidgetType {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = "jb-upload";
    mark.textContent = `正在存照片 ${this.name}……`;
    return mark;
  }
}

interface Upload {
  readonly id: number;
  readonly pos: number;
  readonly name: string;
}

const addUpload = StateEffect.define<Upload>({
  map: (upload, changes) => ({...upload, pos: changes.mapPos(upload.pos)}),
});
const endUpload = StateEffect.define<number>();

/** Places of photos under way: they move with the text. */
export const uploads = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(addUpload)) {
        const {id, pos, name} = effect.value;
        const widget = Decoration.widget({widget: new UploadWidget(name), side: 1, id});
        next = next.update({add: [widget.range(pos)]});
      }
      if (effect.is(endUpload)) next = next.update({filter: (_from, _to, {spec}) => spec.id !== effect.value});
    }
    return next;
  },
  provide: field => EditorView.decorations.from(field),
});

let lastUpload = 0;

/** A place that is marked until the photo has arrived. */
export interface UploadMark {
  /** Where it is now. */
  place(): number;
  /** Writes a part there and answers its end; characters of it are selected, unless the writer has gone on meanwhile. */
  write(text: string, selects: readonly [number, number]): number;
  end(): void;
}

export function markUpload(view: EditorView, at: number, name: string): UploadMark {
  lastUpload += 1;
  const id = lastUpload;
  view.dispatch({effects: addUpload.of({id, pos: at, name})});
  const {doc, selection} = view.state;
  const place = () => placeOf(view, id) ?? at;
  return {
    place,
    write(text, selects) {
      const {start, ...changes} = partAt(view.state.doc, text, place());
      const isWaiting =
        view.state.doc === doc && view.state.selection.eq(selection) && !view.composing && view.dom.isConnected;
      if (isWaiting) insertPart(view, text, place(), selects);
      else view.dispatch({changes, userEvent: "input"});
      return start + text.length;
    },
    end: () => view.dispatch({effects: endUpload.of(id)}),
  };
}

function placeOf(view: EditorView, id: number): number | undefined {
  for (const cursor = view.state.field(uploads).iter(); cursor.value; cursor.next()) {
    if (cursor.value.spec.id === id) return cursor.from;
  }
  return undefined;
}
